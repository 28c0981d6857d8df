<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AdministrationPage</name>
    <message numerus="yes">
        <source>%Ln things would go now, {size}.</source>
        <translation>
            <numerusform>%Ln thing would go now, {size}.</numerusform>
            <numerusform>%Ln things would go now, {size}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln batches</source>
        <translation>
            <numerusform>%Ln batch</numerusform>
            <numerusform>%Ln batches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them held</source>
        <translation>
            <numerusform>%Ln of them held</numerusform>
            <numerusform>%Ln of them held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things went, {size}.</source>
        <translation>
            <numerusform>%Ln thing went, {size}.</numerusform>
            <numerusform>%Ln things went, {size}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln batches held.</source>
        <translation>
            <numerusform>%Ln batch held.</numerusform>
            <numerusform>%Ln batches held.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln batches released.</source>
        <translation>
            <numerusform>%Ln batch released.</numerusform>
            <numerusform>%Ln batches released.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BadLines</name>
    <message numerus="yes">
        <source>%Ln lines in {file}; drop it here when it is corrected.</source>
        <translation>
            <numerusform>%Ln line in {file}; drop it here when it is corrected.</numerusform>
            <numerusform>%Ln lines in {file}; drop it here when it is corrected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values changed</source>
        <translation>
            <numerusform>%Ln value changed</numerusform>
            <numerusform>%Ln values changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchMatrix</name>
    <message numerus="yes">
        <source>%Ln attempts</source>
        <translation>
            <numerusform>%Ln attempt</numerusform>
            <numerusform>%Ln attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchView</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are held back: they stand under “Bad rows”.</source>
        <translation>
            <numerusform>%Ln row is held back: it stands under “Bad rows”.</numerusform>
            <numerusform>%Ln rows are held back: they stand under “Bad rows”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln change</numerusform>
            <numerusform>%Ln changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClientDialog</name>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln steps</source>
        <translation>
            <numerusform>%Ln step</numerusform>
            <numerusform>%Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfigurationPage</name>
    <message numerus="yes">
        <source>%Ln changes not saved yet</source>
        <translation>
            <numerusform>%Ln change not saved yet</numerusform>
            <numerusform>%Ln changes not saved yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DecisionDialog</name>
    <message numerus="yes">
        <source>Also in %Ln other files with this fault</source>
        <translation>
            <numerusform>Also in %Ln other file with this fault</numerusform>
            <numerusform>Also in %Ln other files with this fault</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also values of %Ln other forms</source>
        <translation>
            <numerusform>Also values of %Ln other form</numerusform>
            <numerusform>Also values of %Ln other forms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fill %Ln rows</source>
        <translation>
            <numerusform>Fill %Ln row</numerusform>
            <numerusform>Fill %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace in %Ln rows</source>
        <translation>
            <numerusform>Replace in %Ln row</numerusform>
            <numerusform>Replace in %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Quarantine %Ln rows</source>
        <translation>
            <numerusform>Quarantine %Ln row</numerusform>
            <numerusform>Quarantine %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accept %Ln rows</source>
        <translation>
            <numerusform>Accept %Ln row</numerusform>
            <numerusform>Accept %Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Decisions</name>
    <message numerus="yes">
        <source>%Ln rows decided</source>
        <translation>
            <numerusform>%Ln row decided</numerusform>
            <numerusform>%Ln rows decided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values still do not fit</source>
        <translation>
            <numerusform>%Ln value still does not fit</numerusform>
            <numerusform>%Ln values still do not fit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DriftPage</name>
    <message numerus="yes">
        <source>%Ln changes wait</source>
        <translation>
            <numerusform>%Ln change waits</numerusform>
            <numerusform>%Ln changes wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files held</source>
        <translation>
            <numerusform>%Ln file held</numerusform>
            <numerusform>%Ln files held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files may go on</source>
        <translation>
            <numerusform>%Ln file may go on</numerusform>
            <numerusform>%Ln files may go on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same in %Ln other versions.</source>
        <translation>
            <numerusform>The same in %Ln other version.</numerusform>
            <numerusform>The same in %Ln other versions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decided. %Ln files may go on.</source>
        <translation>
            <numerusform>Decided. %Ln file may go on.</numerusform>
            <numerusform>Decided. %Ln files may go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FiguresView</name>
    <message numerus="yes">
        <source>%Ln batches</source>
        <translation>
            <numerusform>%Ln batch</numerusform>
            <numerusform>%Ln batches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows loaded</source>
        <translation>
            <numerusform>%Ln row loaded</numerusform>
            <numerusform>%Ln rows loaded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message numerus="yes">
        <source>{n} of %Ln files</source>
        <translation>
            <numerusform>{n} of %Ln file</numerusform>
            <numerusform>{n} of %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files wait</source>
        <translation>
            <numerusform>%Ln file waits</numerusform>
            <numerusform>%Ln files wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop %Ln files or folders for {client}: they are looked at first</source>
        <translation>
            <numerusform>Drop %Ln file or folder for {client}: it is looked at first</numerusform>
            <numerusform>Drop %Ln files or folders for {client}: they are looked at first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more could not be delivered.</source>
        <translation>
            <numerusform>%Ln more could not be delivered.</numerusform>
            <numerusform>%Ln more could not be delivered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files delivered to {client}.</source>
        <translation>
            <numerusform>%Ln file delivered to {client}.</numerusform>
            <numerusform>%Ln files delivered to {client}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln deliveries taken back.</source>
        <translation>
            <numerusform>%Ln delivery taken back.</numerusform>
            <numerusform>%Ln deliveries taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are claimed by a batch already, or changed.</source>
        <translation>
            <numerusform>%Ln is claimed by a batch already, or changed.</numerusform>
            <numerusform>%Ln are claimed by a batch already, or changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandoverPage</name>
    <message numerus="yes">
        <source>Last %Ln hours</source>
        <translation>
            <numerusform>Last %Ln hour</numerusform>
            <numerusform>Last %Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows held</source>
        <translation>
            <numerusform>%Ln row held</numerusform>
            <numerusform>%Ln rows held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files wait</source>
        <translation>
            <numerusform>%Ln file waits</numerusform>
            <numerusform>%Ln files wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files hold what is loaded already</source>
        <translation>
            <numerusform>%Ln file holds what is loaded already</numerusform>
            <numerusform>%Ln files hold what is loaded already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are not recognised</source>
        <translation>
            <numerusform>%Ln file is not recognised</numerusform>
            <numerusform>%Ln files are not recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed columns wait for a decision</source>
        <translation>
            <numerusform>%Ln changed column waits for a decision</numerusform>
            <numerusform>%Ln changed columns wait for a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln corrected files wait for a restart of {batch}</source>
        <translation>
            <numerusform>%Ln corrected file waits for a restart of {batch}</numerusform>
            <numerusform>%Ln corrected files wait for a restart of {batch}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows loaded</source>
        <translation>
            <numerusform>%Ln row loaded</numerusform>
            <numerusform>%Ln rows loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows rejected or quarantined</source>
        <translation>
            <numerusform>%Ln row rejected or quarantined</numerusform>
            <numerusform>%Ln rows rejected or quarantined</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things went, {size}.</source>
        <translation>
            <numerusform>%Ln thing went, {size}.</numerusform>
            <numerusform>%Ln things went, {size}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HoldDialog</name>
    <message numerus="yes">
        <source>%n batches</source>
        <translation>
            <numerusform>%n batch</numerusform>
            <numerusform>%n batches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message numerus="yes">
        <source>Last %Ln days</source>
        <translation>
            <numerusform>Last %Ln day</numerusform>
            <numerusform>Last %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines so far, more as you scroll</source>
        <translation>
            <numerusform>%Ln line so far, more as you scroll</numerusform>
            <numerusform>%Ln lines so far, more as you scroll</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kinds of errors and warnings</source>
        <translation>
            <numerusform>%Ln kind of error or warning</numerusform>
            <numerusform>%Ln kinds of errors and warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln times</source>
        <translation>
            <numerusform>%Ln time</numerusform>
            <numerusform>%Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln files or steps</source>
        <translation>
            <numerusform>in %Ln file or step</numerusform>
            <numerusform>in %Ln files or steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines copied as a report.</source>
        <translation>
            <numerusform>%Ln line copied as a report.</numerusform>
            <numerusform>%Ln lines copied as a report.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookDialog</name>
    <message numerus="yes">
        <source>%Ln records</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln records</source>
        <translation>
            <numerusform>about %Ln record</numerusform>
            <numerusform>about %Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln change</numerusform>
            <numerusform>%Ln changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MappingPage</name>
    <message numerus="yes">
        <source>%Ln sure suggestions taken</source>
        <translation>
            <numerusform>%Ln sure suggestion taken</numerusform>
            <numerusform>%Ln sure suggestions taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{good} of %Ln files would be loaded</source>
        <translation>
            <numerusform>{good} of %Ln file would be loaded</numerusform>
            <numerusform>{good} of %Ln files would be loaded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Moving</name>
    <message numerus="yes">
        <source>Take %Ln files out of incoming: where to?</source>
        <translation>
            <numerusform>Take %Ln file out of incoming: where to?</numerusform>
            <numerusform>Take %Ln files out of incoming: where to?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are in {folder} now.</source>
        <translation>
            <numerusform>%Ln file is in {folder} now.</numerusform>
            <numerusform>%Ln files are in {folder} now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message numerus="yes">
        <source>Last %Ln days</source>
        <translation>
            <numerusform>Last %Ln day</numerusform>
            <numerusform>Last %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows held</source>
        <translation>
            <numerusform>%Ln row held</numerusform>
            <numerusform>%Ln rows held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files of {client} wait to be loaded</source>
        <translation>
            <numerusform>%Ln file of {client} waits to be loaded</numerusform>
            <numerusform>%Ln files of {client} wait to be loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files of {client} hold what is loaded already</source>
        <translation>
            <numerusform>%Ln file of {client} holds what is loaded already</numerusform>
            <numerusform>%Ln files of {client} hold what is loaded already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed columns of {client} wait for a decision</source>
        <translation>
            <numerusform>%Ln changed column of {client} waits for a decision</numerusform>
            <numerusform>%Ln changed columns of {client} wait for a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln corrected files wait for a restart of {batch}</source>
        <translation>
            <numerusform>%Ln corrected file waits for a restart of {batch}</numerusform>
            <numerusform>%Ln corrected files wait for a restart of {batch}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files of {client} are not recognised</source>
        <translation>
            <numerusform>%Ln file of {client} is not recognised</numerusform>
            <numerusform>%Ln files of {client} are not recognised</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln steps</source>
        <translation>
            <numerusform>%Ln step</numerusform>
            <numerusform>%Ln steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln parts have no history of that size yet.</source>
        <translation>
            <numerusform>%Ln part has no history of that size yet.</numerusform>
            <numerusform>%Ln parts have no history of that size yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Then %Ln steps, in this order</source>
        <translation>
            <numerusform>Then %Ln step</numerusform>
            <numerusform>Then %Ln steps, in this order</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReturnedDialog</name>
    <message numerus="yes">
        <source>%Ln values change</source>
        <translation>
            <numerusform>%Ln value changes</numerusform>
            <numerusform>%Ln values change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are as they were</source>
        <translation>
            <numerusform>%Ln line is as it was</numerusform>
            <numerusform>%Ln lines are as they were</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are not taken</source>
        <translation>
            <numerusform>%Ln line is not taken</numerusform>
            <numerusform>%Ln lines are not taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message numerus="yes">
        <source>Deliver %Ln files to {client}</source>
        <translation>
            <numerusform>Deliver %Ln file to {client}</numerusform>
            <numerusform>Deliver %Ln files to {client}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ready</source>
        <translation>
            <numerusform>%Ln ready</numerusform>
            <numerusform>%Ln ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with findings</source>
        <translation>
            <numerusform>%Ln with findings</numerusform>
            <numerusform>%Ln with findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln as corrections</source>
        <translation>
            <numerusform>%Ln as a correction</numerusform>
            <numerusform>%Ln as corrections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln under another name</source>
        <translation>
            <numerusform>%Ln under another name</numerusform>
            <numerusform>%Ln under another name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln doubtful</source>
        <translation>
            <numerusform>%Ln doubtful</numerusform>
            <numerusform>%Ln doubtful</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln loaded before</source>
        <translation>
            <numerusform>%Ln loaded before</numerusform>
            <numerusform>%Ln loaded before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dropped twice</source>
        <translation>
            <numerusform>%Ln dropped twice</numerusform>
            <numerusform>%Ln dropped twice</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recognised</source>
        <translation>
            <numerusform>%Ln not recognised</numerusform>
            <numerusform>%Ln not recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot be read</source>
        <translation>
            <numerusform>%Ln cannot be read</numerusform>
            <numerusform>%Ln cannot be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to look at</source>
        <translation>
            <numerusform>%Ln to look at</numerusform>
            <numerusform>%Ln to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deliver %Ln files</source>
        <translation>
            <numerusform>Deliver %Ln file</numerusform>
            <numerusform>Deliver %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln as new ones</source>
        <translation>
            <numerusform>%Ln as a new one</numerusform>
            <numerusform>%Ln as new ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message numerus="yes">
        <source>%Ln files not loaded</source>
        <translation>
            <numerusform>%Ln file not loaded</numerusform>
            <numerusform>%Ln files not loaded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message numerus="yes">
        <source>%Ln changes saved</source>
        <translation>
            <numerusform>%Ln change saved</numerusform>
            <numerusform>%Ln changes saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Scope</name>
    <message numerus="yes">
        <source>all %Ln rows with “{text}”</source>
        <translation>
            <numerusform>%Ln row with “{text}”</numerusform>
            <numerusform>all %Ln rows with “{text}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %Ln rows of this reason</source>
        <translation>
            <numerusform>all %Ln row of this reason</numerusform>
            <numerusform>all %Ln rows of this reason</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows selected</source>
        <translation>
            <numerusform>%Ln row selected</numerusform>
            <numerusform>%Ln rows selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message numerus="yes">
        <source>%Ln tables made.</source>
        <translation>
            <numerusform>%Ln table made.</numerusform>
            <numerusform>%Ln tables made.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message numerus="yes">
        <source>%Ln rows were loaded with a warning</source>
        <translation>
            <numerusform>%Ln row was loaded with a warning</numerusform>
            <numerusform>%Ln rows were loaded with a warning</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected rows</source>
        <translation>
            <numerusform>%Ln rejected row</numerusform>
            <numerusform>%Ln rejected rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln quarantined rows</source>
        <translation>
            <numerusform>%Ln quarantined row</numerusform>
            <numerusform>%Ln quarantined rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows warned of</source>
        <translation>
            <numerusform>%Ln row warned of</numerusform>
            <numerusform>%Ln rows warned of</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln files</source>
        <translation>
            <numerusform>in %Ln file</numerusform>
            <numerusform>in %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided rows wait for the next run</source>
        <translation>
            <numerusform>%Ln decided row waits for the next run</numerusform>
            <numerusform>%Ln decided rows wait for the next run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files wait for their columns: see Drift</source>
        <translation>
            <numerusform>%Ln file waits for its columns: see Drift</numerusform>
            <numerusform>%Ln files wait for their columns: see Drift</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files failed in their mapping</source>
        <translation>
            <numerusform>%Ln file failed in its mapping</numerusform>
            <numerusform>%Ln files failed in their mapping</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files red otherwise: see Batch</source>
        <translation>
            <numerusform>%Ln file red otherwise: see Batch</numerusform>
            <numerusform>%Ln files red otherwise: see Batch</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TriagePage</name>
    <message numerus="yes">
        <source>What was decided about %Ln rows is taken into account.</source>
        <translation>
            <numerusform>What was decided about %Ln row is taken into account.</numerusform>
            <numerusform>What was decided about %Ln rows is taken into account.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are left as they are: their files stay red unless the policy lets them pass.</source>
        <translation>
            <numerusform>%Ln row is left as it is: its file stays red unless the policy lets it pass.</numerusform>
            <numerusform>%Ln rows are left as they are: their files stay red unless the policy lets them pass.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoDialog</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
</TS>
