<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>Banner</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchMatrix</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read = loaded + rejected + quarantined + skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quarantined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time it took; while it runs, time left by its own history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no news for {n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begun {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n attempts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchPage</name>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A batch of this client is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart the selected files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reprocess</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run can be cancelled from the window that began it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the bad rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file of this batch failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time line or matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logs of this batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded as running, but nobody holds it: its process is gone. Restart takes it up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run by {who} on {host}, process {pid}, since {time} ({where}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No batch yet: drop files and start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all} files loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {time} left for the files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchView</name>
    <message>
        <source>Files of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why, and what it waits for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Became</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Waits until {files} is loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for the steps before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begun ({zone})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error and what to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CellDelegate</name>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver files …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver the files in the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at a file …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the batch of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file of a batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file differs between disk and audit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop files anywhere here to deliver them; they are looked at first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n files wait</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There are no files in the clipboard: copy some in the file manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a client first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more could not be delivered.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n files delivered to {client}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries taken back.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are claimed by a batch already, or changed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Settings of {file} kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No batch knows this file. Somebody put it here by hand: move it to incoming without the batch in its name, or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audit expects it in another folder. Restart takes it up from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audit has it, but it lies in no raw folder. Reprocessing still works from its Parquet file; else deliver it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file pattern fits this name. Rename it, or add it to the configuration. It is never moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is still being written; it is left alone until it has arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ unknown to the audit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ in another folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ missing on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ not recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>· still arriving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(read = loaded + rejected + quarantined + skipped)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilesTable</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>Where ETL Console works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A database of its own, kept on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PostgreSQL server of the site (15 or newer)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is not kept here: put it in libpq&apos;s password file (~/.pgpass).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FolderTree</name>
    <message>
        <source>Source systems and folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Gantt</name>
    <message>
        <source>The batch over time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandoverPage</name>
    <message>
        <source>Handover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Last %n hours</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The handover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handover · {scope}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From {begin}, written by {who} on {host}. All times in {zone}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is green.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was changed in the configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{red} of {all} files not loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n rows held</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files wait</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files are not recognised</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The handover is in the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>Logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First error of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a line of a batch, or type a batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open what the line speaks of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as a report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors by what they say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grouped by what they say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text, code or name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File or step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors and warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any time</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Last %n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} lines so far, more as you scroll</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n kinds of errors and warnings</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{batch} has no error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n lines copied as a report.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>attempt {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookDialog</name>
    <message>
        <source>Look at {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List to rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Header rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings: empty means found out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mend damaged records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Because</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was understood, and what a run would say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remember settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use formats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the formats shown for the columns of this logical file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rejected of those looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fits no file of {client}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ this content was loaded before, by {batch}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it stands: a point before the decimals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looked at {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Go to {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an action or a place …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy link to this place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the link in the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is only one client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the link anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: {link}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no client {client}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>{status} after {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do what is needed first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All clients or this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Last %n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Needs you now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures of the period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First-pass yield</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Median batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>red: not loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>red: rejected, amber: quarantined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages: half and 95 % done within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line: usual 95 %, three months before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration of batches, seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refreshed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freshness of views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freshness of materialized views</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All batches are green and no file waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{batch} of {client} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{batch} of {client} was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{red} of {all} files not loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n rows held</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Fix the rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{batch} of {client} is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by {who} on {host}, since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n files of {client} wait to be loaded</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Start …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n files of {client} are not recognised</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n batches</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{n} the period before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration of batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{green} of {all} files loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rejected, {m} quarantined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half within {a}, 95 % within {b}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usually {a} and {b}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} done, {m} failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find an action or a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions and places</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message>
        <source>Plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Start a new batch of {client}: {files}, {steps}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with {batch} of {client}: {files}, {steps}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load {batch} of {client} again from Parquet: {files}, {steps}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file waits and no step is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it takes is not known yet: it has no history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By its own history it takes about {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>What will be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load into</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Then %n steps, in this order</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>after {steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also load content that was loaded before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do for {client}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No client yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message>
        <source>Deliver files</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Deliver %n files to {client}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files to deliver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look closer …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ No file of this client has this name or these columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ This content was loaded by {batch}: it would be held.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ Its name fits nothing; it would be delivered as {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by their columns</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n loaded before</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not recognised</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be read</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deliver %n files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewModel</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Because</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was “{value}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bad value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited, fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited, does not fit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>Cancelling: what is half done is taken back …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a client …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it looks and speaks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is everything there?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working as {user} of the database, {who} on {host}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Procedures and views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bronze tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is missing, or this user may not write to it: {found}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {found} are free: archive or remove old files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no client yet. Add one from its configuration file, or run ./console demo for a tour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These folders are missing: {found}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are configured and not there: {found} Create them, or correct the configuration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These target tables are missing: {found}. Create them before the next batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration of the client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a JSON file as `config export` writes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client {name} added.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Connecting …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who works here, and on which host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All times on screen are in this time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL {version} · {database} on {server}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage: {root}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ The database does not answer; trying again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message>
        <source>Time ({zone})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File or step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Triage</name>
    <message>
        <source>Malformed record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeated key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bad value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quarantined by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✎ Edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▣ Quarantined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▣ Held back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>! Warned</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Success</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Integrate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reprocessing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{d} d {h} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
