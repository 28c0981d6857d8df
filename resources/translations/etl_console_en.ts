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
    <name>BatchMatrix</name>
    <message numerus="yes">
        <source>%n attempts</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfigurationPage</name>
    <message numerus="yes">
        <source>%n change(s) not saved yet</source>
        <translation>
            <numerusform>%n change not saved yet</numerusform>
            <numerusform>%n changes not saved yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DriftPage</name>
    <message numerus="yes">
        <source>%n change(s) wait</source>
        <translation>
            <numerusform>%n change waits</numerusform>
            <numerusform>%n changes wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) held</source>
        <translation>
            <numerusform>%n file held</numerusform>
            <numerusform>%n files held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decided. %n file(s) may go on.</source>
        <translation>
            <numerusform>Decided. %n file may go on.</numerusform>
            <numerusform>Decided. %n files may go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message numerus="yes">
        <source>%n files wait</source>
        <translation>
            <numerusform>%n file waits</numerusform>
            <numerusform>%n files wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more could not be delivered.</source>
        <translation>
            <numerusform>%n more could not be delivered.</numerusform>
            <numerusform>%n more could not be delivered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files delivered to {client}.</source>
        <translation>
            <numerusform>%n file delivered to {client}.</numerusform>
            <numerusform>%n files delivered to {client}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries taken back.</source>
        <translation>
            <numerusform>%n delivery taken back.</numerusform>
            <numerusform>%n deliveries taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are claimed by a batch already, or changed.</source>
        <translation>
            <numerusform>%n is claimed by a batch already, or changed.</numerusform>
            <numerusform>%n are claimed by a batch already, or changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandoverPage</name>
    <message numerus="yes">
        <source>Last %n hours</source>
        <translation>
            <numerusform>Last %n hour</numerusform>
            <numerusform>Last %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows held</source>
        <translation>
            <numerusform>%n row held</numerusform>
            <numerusform>%n rows held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files wait</source>
        <translation>
            <numerusform>%n file waits</numerusform>
            <numerusform>%n files wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files are not recognised</source>
        <translation>
            <numerusform>%n file is not recognised</numerusform>
            <numerusform>%n files are not recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed columns wait for a decision</source>
        <translation>
            <numerusform>%n changed column waits for a decision</numerusform>
            <numerusform>%n changed columns wait for a decision</numerusform>
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
        <source>Last %n days</source>
        <translation>
            <numerusform>Last %n day</numerusform>
            <numerusform>Last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kinds of errors and warnings</source>
        <translation>
            <numerusform>%n kind of error or warning</numerusform>
            <numerusform>%n kinds of errors and warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines copied as a report.</source>
        <translation>
            <numerusform>%n line copied as a report.</numerusform>
            <numerusform>%n lines copied as a report.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MappingPage</name>
    <message numerus="yes">
        <source>%n sure suggestion(s) taken</source>
        <translation>
            <numerusform>%n sure suggestion taken</numerusform>
            <numerusform>%n sure suggestions taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message numerus="yes">
        <source>Last %n days</source>
        <translation>
            <numerusform>Last %n day</numerusform>
            <numerusform>Last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows held</source>
        <translation>
            <numerusform>%n row held</numerusform>
            <numerusform>%n rows held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files of {client} wait to be loaded</source>
        <translation>
            <numerusform>%n file of {client} waits to be loaded</numerusform>
            <numerusform>%n files of {client} wait to be loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed columns of {client} wait for a decision</source>
        <translation>
            <numerusform>%n changed column of {client} waits for a decision</numerusform>
            <numerusform>%n changed columns of {client} wait for a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files of {client} are not recognised</source>
        <translation>
            <numerusform>%n file of {client} is not recognised</numerusform>
            <numerusform>%n files of {client} are not recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n batches</source>
        <translation>
            <numerusform>%n batch</numerusform>
            <numerusform>%n batches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parts have no history yet.</source>
        <translation>
            <numerusform>%n part has no history yet.</numerusform>
            <numerusform>%n parts have no history yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Then %n steps, in this order</source>
        <translation>
            <numerusform>Then %n step</numerusform>
            <numerusform>Then %n steps, in this order</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message numerus="yes">
        <source>Deliver %n files to {client}</source>
        <translation>
            <numerusform>Deliver %n file to {client}</numerusform>
            <numerusform>Deliver %n files to {client}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n ready</numerusform>
            <numerusform>%n ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by their columns</source>
        <translation>
            <numerusform>%n by its columns</numerusform>
            <numerusform>%n by their columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n loaded before</source>
        <translation>
            <numerusform>%n loaded before</numerusform>
            <numerusform>%n loaded before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not recognised</source>
        <translation>
            <numerusform>%n not recognised</numerusform>
            <numerusform>%n not recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be read</source>
        <translation>
            <numerusform>%n cannot be read</numerusform>
            <numerusform>%n cannot be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deliver %n files</source>
        <translation>
            <numerusform>Deliver %n file</numerusform>
            <numerusform>Deliver %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message numerus="yes">
        <source>%n change(s) saved</source>
        <translation>
            <numerusform>%n change saved</numerusform>
            <numerusform>%n changes saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TriagePage</name>
    <message numerus="yes">
        <source>%n rejected row(s)</source>
        <translation>
            <numerusform>%n rejected row(s)</numerusform>
            <numerusform>%n rejected row(s)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n file(s)</source>
        <translation>
            <numerusform>in %n file(s)</numerusform>
            <numerusform>in %n file(s)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) wait for the next run</source>
        <translation>
            <numerusform>%n decision(s) wait for the next run</numerusform>
            <numerusform>%n decision(s) wait for the next run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n row(s) of this reason</source>
        <translation>
            <numerusform>all %n row(s) of this reason</numerusform>
            <numerusform>all %n row(s) of this reason</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) selected</source>
        <translation>
            <numerusform>%n row(s) selected</numerusform>
            <numerusform>%n row(s) selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) decided</source>
        <translation>
            <numerusform>%n row(s) decided</numerusform>
            <numerusform>%n row(s) decided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) in {file}; drop it here when it is corrected.</source>
        <translation>
            <numerusform>%n line(s) in {file}; drop it here when it is corrected.</numerusform>
            <numerusform>%n line(s) in {file}; drop it here when it is corrected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) changed</source>
        <translation>
            <numerusform>%n value(s) changed</numerusform>
            <numerusform>%n value(s) changed</numerusform>
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
