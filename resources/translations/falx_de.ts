<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>falx</name>
        <message>
            <source> % of each class</source>
            <translation> % jeder Klasse</translation>
        </message>
        <message>
            <source> (and {problems:,} more)</source>
            <translation> (und {problems:,} weitere)</translation>
        </message>
        <message>
            <source> (comes with Falx)</source>
            <translation> (mit Falx geliefert)</translation>
        </message>
        <message>
            <source> (taking pixels as square)</source>
            <translation> (Pixel als quadratisch angenommen)</translation>
        </message>
        <message>
            <source> ({low} to {high} in {orders} orders)</source>
            <translation> ({low} bis {high} bei {orders} Reihenfolgen)</translation>
        </message>
        <message>
            <source> A training needs images of at least two classes: add a dataset folder in the training window.</source>
            <translation> Ein Training braucht Bilder von mindestens zwei Klassen: im Trainingsfenster einen Ordner mit einem Datensatz hinzufügen.</translation>
        </message>
        <message>
            <source> Could not be read: {unread:,}.</source>
            <translation> Nicht lesbar: {unread:,}.</translation>
        </message>
        <message>
            <source> If the training stops early, the best network so far is kept.</source>
            <translation> Endet das Training vorzeitig, wird das bisher beste Netz behalten.</translation>
        </message>
        <message>
            <source> In other folders, not counted: {others:,}.</source>
            <translation> In anderen Ordnern, nicht gezählt: {others:,}.</translation>
        </message>
        <message>
            <source> Refused as unlike the training data or no brain MRI: {refused:,}.</source>
            <translation> Abgelehnt, weil anders als die Trainingsdaten oder kein Gehirn-MRT: {refused:,}.</translation>
        </message>
        <message>
            <source> Undo restores the earlier model of that name and version.</source>
            <translation> „Rückgängig“ stellt das frühere Modell mit diesem Namen und dieser Version wieder her.</translation>
        </message>
        <message>
            <source> after {files}</source>
            <translation> nach {files}</translation>
        </message>
        <message>
            <source> and the earlier model restored</source>
            <translation> und das frühere Modell wiederhergestellt</translation>
        </message>
        <message>
            <source> at {done:,}</source>
            <translation> bei {done:,}</translation>
        </message>
        <message>
            <source> at {done:,} of {total:,}</source>
            <translation> bei {done:,} von {total:,}</translation>
        </message>
        <message>
            <source> cores</source>
            <translation> Kerne</translation>
        </message>
        <message>
            <source> epochs</source>
            <translation> Epochen</translation>
        </message>
        <message>
            <source> folds</source>
            <translation> Folds</translation>
        </message>
        <message>
            <source> images</source>
            <translation> Bilder</translation>
        </message>
        <message>
            <source> in {slices}</source>
            <translation> in {slices}</translation>
        </message>
        <message>
            <source> levels</source>
            <translation> Stufen</translation>
        </message>
        <message>
            <source> of {blocks}</source>
            <translation> von {blocks}</translation>
        </message>
        <message>
            <source> of {class_name}:</source>
            <translation> für {class_name}:</translation>
        </message>
        <message>
            <source> of {dataset}</source>
            <translation> von {dataset}</translation>
        </message>
        <message>
            <source> of {total:,}</source>
            <translation> von {total:,}</translation>
        </message>
        <message>
            <source> or </source>
            <translation> oder </translation>
        </message>
        <message>
            <source> pixels</source>
            <translation> Pixel</translation>
        </message>
        <message>
            <source> so far</source>
            <translation> bisher</translation>
        </message>
        <message>
            <source> with “{words}”</source>
            <translation> mit „{words}“</translation>
        </message>
        <message>
            <source> {count} unfinished: choose “Open an earlier run…”.</source>
            <translation> {count} unfertig: „Früheren Lauf öffnen …“ wählen.</translation>
        </message>
        <message>
            <source> {files} moved or changed since, left out.</source>
            <translation> {files} seitdem verschoben oder geändert, ausgelassen.</translation>
        </message>
        <message>
            <source> {images} in protected archives left out: unpack the archives, and add their folder as a dataset.</source>
            <translation> {images} in geschützten Archiven ausgelassen: Die Archive entpacken und ihren Ordner als Datensatz hinzufügen.</translation>
        </message>
        <message>
            <source> {slices} could not be read.</source>
            <translation> {slices} nicht lesbar.</translation>
        </message>
        <message>
            <source> {slices} of volumes left out: a training takes single images. Save the slices as such, and add their folder as a dataset.</source>
            <translation> {slices} von Volumen ausgelassen: Ein Training nimmt einzelne Bilder. Die Schichten als solche speichern und ihren Ordner als Datensatz hinzufügen.</translation>
        </message>
        <message>
            <source> · Not written: {problems}{more}</source>
            <translation> · Nicht geschrieben: {problems}{more}</translation>
        </message>
        <message>
            <source> · {fresh:,.0f} a second</source>
            <translation> · {fresh:,.0f} pro Sekunde</translation>
        </message>
        <message>
            <source>&amp;1 to 99 %</source>
            <translation>&amp;1 bis 99 %</translation>
        </message>
        <message>
            <source>&amp;5 to 95 %</source>
            <translation>&amp;5 bis 95 %</translation>
        </message>
        <message>
            <source>&amp;About Falx</source>
            <translation>Ü&amp;ber Falx</translation>
        </message>
        <message>
            <source>&amp;Agree</source>
            <translation>&amp;Zustimmen</translation>
        </message>
        <message>
            <source>&amp;Angle</source>
            <translation>&amp;Winkel</translation>
        </message>
        <message>
            <source>&amp;Before a date…</source>
            <translation>&amp;Vor einem Datum …</translation>
        </message>
        <message>
            <source>&amp;Check the heat map…</source>
            <translation>Heatmap &amp;prüfen …</translation>
        </message>
        <message>
            <source>&amp;Classify a folder…</source>
            <translation>&amp;Ordner klassifizieren …</translation>
        </message>
        <message>
            <source>&amp;Classify the stack again</source>
            <translation>Stapel erneut &amp;klassifizieren</translation>
        </message>
        <message>
            <source>&amp;Close the window</source>
            <translation>Fenster s&amp;chließen</translation>
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation>&amp;Vergleichen</translation>
        </message>
        <message>
            <source>&amp;Delete measurement</source>
            <translation>Messung l&amp;öschen</translation>
        </message>
        <message>
            <source>&amp;Delete…</source>
            <translation>&amp;Löschen …</translation>
        </message>
        <message>
            <source>&amp;Ellipse</source>
            <translation>&amp;Ellipse</translation>
        </message>
        <message>
            <source>&amp;Evaluate a model…</source>
            <translation>Modell &amp;auswerten …</translation>
        </message>
        <message>
            <source>&amp;Everything…</source>
            <translation>A&amp;lle …</translation>
        </message>
        <message>
            <source>&amp;Evidence map</source>
            <translation>E&amp;videnzkarte</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>&amp;First slice</source>
            <translation>&amp;Erste Schicht</translation>
        </message>
        <message>
            <source>&amp;Fit</source>
            <translation>&amp;Einpassen</translation>
        </message>
        <message>
            <source>&amp;Four panes</source>
            <translation>&amp;Vier Ansichten</translation>
        </message>
        <message>
            <source>&amp;Go to slice…</source>
            <translation>&amp;Gehe zu Schicht …</translation>
        </message>
        <message>
            <source>&amp;Guide</source>
            <translation>&amp;Anleitung</translation>
        </message>
        <message>
            <source>&amp;Head only</source>
            <translation>Nur &amp;Kopf</translation>
        </message>
        <message>
            <source>&amp;Heat map</source>
            <translation>&amp;Heatmap</translation>
        </message>
        <message>
            <source>&amp;Keep this window as</source>
            <translation>Dieses &amp;Fenster merken als</translation>
        </message>
        <message>
            <source>&amp;Keys and mouse</source>
            <translation>&amp;Tasten und Maus</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>&amp;Sprache</translation>
        </message>
        <message>
            <source>&amp;Last slice</source>
            <translation>&amp;Letzte Schicht</translation>
        </message>
        <message>
            <source>&amp;Less opaque heat map</source>
            <translation>Heatmap &amp;transparenter</translation>
        </message>
        <message>
            <source>&amp;Link the panes</source>
            <translation>Ansichten &amp;koppeln</translation>
        </message>
        <message>
            <source>&amp;Magnifier</source>
            <translation>L&amp;upe</translation>
        </message>
        <message>
            <source>&amp;Measure</source>
            <translation>&amp;Messen</translation>
        </message>
        <message>
            <source>&amp;Model</source>
            <translation>&amp;Modell</translation>
        </message>
        <message>
            <source>&amp;More opaque heat map</source>
            <translation>Heatmap &amp;deckender</translation>
        </message>
        <message>
            <source>&amp;New key</source>
            <translation>&amp;Neue Taste</translation>
        </message>
        <message>
            <source>&amp;Next file or series</source>
            <translation>&amp;Nächste Datei oder Serie</translation>
        </message>
        <message>
            <source>&amp;Next slice</source>
            <translation>&amp;Nächste Schicht</translation>
        </message>
        <message>
            <source>&amp;No tumour</source>
            <translation>&amp;Kein Tumor</translation>
        </message>
        <message>
            <source>&amp;One pane</source>
            <translation>&amp;Eine Ansicht</translation>
        </message>
        <message>
            <source>&amp;Open…</source>
            <translation>Ö&amp;ffnen …</translation>
        </message>
        <message>
            <source>&amp;Other class…</source>
            <translation>&amp;Andere Klasse …</translation>
        </message>
        <message>
            <source>&amp;Paste picture</source>
            <translation>Bild &amp;einfügen</translation>
        </message>
        <message>
            <source>&amp;Picture and heat map</source>
            <translation>&amp;Bild und Heatmap</translation>
        </message>
        <message>
            <source>&amp;Previous slice</source>
            <translation>&amp;Vorherige Schicht</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>Been&amp;den</translation>
        </message>
        <message>
            <source>&amp;Reopen studies at the next start</source>
            <translation>&amp;Untersuchungen beim nächsten Start wieder öffnen</translation>
        </message>
        <message>
            <source>&amp;Report…</source>
            <translation>&amp;Bericht …</translation>
        </message>
        <message>
            <source>&amp;Reset the view</source>
            <translation>Ansicht &amp;zurücksetzen</translation>
        </message>
        <message>
            <source>&amp;Ruler</source>
            <translation>&amp;Lineal</translation>
        </message>
        <message>
            <source>&amp;Selected…</source>
            <translation>&amp;Ausgewählte …</translation>
        </message>
        <message>
            <source>&amp;Show or hide the heat map</source>
            <translation>Heatmap &amp;ein- oder ausblenden</translation>
        </message>
        <message>
            <source>&amp;Slices</source>
            <translation>&amp;Schichten</translation>
        </message>
        <message>
            <source>&amp;Take back</source>
            <translation>Zu&amp;rücknehmen</translation>
        </message>
        <message>
            <source>&amp;Theme</source>
            <translation>&amp;Design</translation>
        </message>
        <message>
            <source>&amp;Tools</source>
            <translation>E&amp;xtras</translation>
        </message>
        <message>
            <source>&amp;Train a model…</source>
            <translation>Modell &amp;trainieren …</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>Rück&amp;gängig</translation>
        </message>
        <message>
            <source>&amp;Undo {words}</source>
            <translation>Rück&amp;gängig: {words}</translation>
        </message>
        <message>
            <source>&amp;Unsure</source>
            <translation>&amp;Unsicher</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>+ contrast</source>
            <translation>mit Kontrastmittel</translation>
        </message>
        <message>
            <source>, and {files} more</source>
            <translation>, und {files} mehr</translation>
        </message>
        <message>
            <source>, fold {fold}</source>
            <translation>, Fold {fold}</translation>
        </message>
        <message>
            <source>, since some are missing.</source>
            <translation>, da einige fehlen.</translation>
        </message>
        <message>
            <source>, split {split}</source>
            <translation>, Split {split}</translation>
        </message>
        <message>
            <source>, {done:,} of {total:,}</source>
            <translation>, {done:,} von {total:,}</translation>
        </message>
        <message>
            <source>, {fresh:,} of them</source>
            <translation>, davon {fresh:,}</translation>
        </message>
        <message>
            <source>, {milliseconds:.0f} ms</source>
            <translation>, {milliseconds:.0f} ms</translation>
        </message>
        <message>
            <source>, {seconds_left} left</source>
            <translation>, noch {seconds_left}</translation>
        </message>
        <message>
            <source>. Most suspicious: {slices}</source>
            <translation>. Am auffälligsten: {slices}</translation>
        </message>
        <message>
            <source>0 or 1 as test_only</source>
            <translation>0 oder 1 als test_only</translation>
        </message>
        <message>
            <source>: {done:,} of {total:,}</source>
            <translation>: {done:,} von {total:,}</translation>
        </message>
        <message>
            <source>: {done} of {total} epochs are done</source>
            <translation>: {done} von {total} Epochen sind fertig</translation>
        </message>
        <message>
            <source>: {epochs} of {folds} folds are done</source>
            <translation>: {epochs} von {folds} Folds sind fertig</translation>
        </message>
        <message>
            <source>; checked</source>
            <translation>; geprüft</translation>
        </message>
        <message>
            <source>; look first at {look_first}</source>
            <translation>; zuerst ansehen: {look_first}</translation>
        </message>
        <message>
            <source>; refused as outside the training data</source>
            <translation>; abgelehnt, weil außerhalb der Trainingsdaten</translation>
        </message>
        <message>
            <source>; {problems} found</source>
            <translation>; {problems} gefunden</translation>
        </message>
        <message>
            <source>A batch is running. You can choose another folder when it has ended.</source>
            <translation>Gerade läuft ein Durchlauf. Nach seinem Ende lässt sich ein anderer Ordner wählen.</translation>
        </message>
        <message>
            <source>A batch keeps the level that it started with.</source>
            <translation>Ein Durchlauf behält das Niveau, mit dem er begonnen hat.</translation>
        </message>
        <message>
            <source>A batch takes folders and files of this computer</source>
            <translation>Ein Durchlauf nimmt Ordner und Dateien dieses Computers</translation>
        </message>
        <message>
            <source>A cross-validation measures how good models with these settings are. To get a model, train once with the same settings and without folds.</source>
            <translation>Eine Kreuzvalidierung misst, wie gut Modelle mit diesen Einstellungen sind. Um ein Modell zu erhalten, einmal mit denselben Einstellungen und ohne Folds trainieren.</translation>
        </message>
        <message>
            <source>A fold</source>
            <translation>Ein Fold</translation>
        </message>
        <message>
            <source>A folder is being classified.</source>
            <translation>Ein Ordner wird klassifiziert.</translation>
        </message>
        <message>
            <source>A map of “no tumour” shows nothing to look for.</source>
            <translation>Eine Karte für „kein Tumor“ zeigt nichts, wonach zu suchen wäre.</translation>
        </message>
        <message>
            <source>A model is being evaluated.</source>
            <translation>Ein Modell wird ausgewertet.</translation>
        </message>
        <message>
            <source>A model is being exported.</source>
            <translation>Ein Modell wird exportiert.</translation>
        </message>
        <message>
            <source>A model is being installed.</source>
            <translation>Ein Modell wird installiert.</translation>
        </message>
        <message>
            <source>A model is being trained.</source>
            <translation>Ein Modell wird trainiert.</translation>
        </message>
        <message>
            <source>A model package ({model_suffix}, .zip), or ImageNet weights (.h5, .npz)</source>
            <translation>Ein Modellpaket ({model_suffix}, .zip) oder ImageNet-Gewichte (.h5, .npz)</translation>
        </message>
        <message>
            <source>A network can learn the source instead of the class, and then fails on other scanners.</source>
            <translation>Ein Netz kann die Quelle statt der Klasse lernen und versagt dann bei anderen Scannern.</translation>
        </message>
        <message>
            <source>A network recognises what it has seen before, so its figures on these images say nothing about new patients.</source>
            <translation>Ein Netz erkennt, was es schon gesehen hat; seine Werte an diesen Bildern sagen daher nichts über neue Patienten.</translation>
        </message>
        <message>
            <source>A network that guesses the frequent class looks better than it is.</source>
            <translation>Ein Netz, das die häufige Klasse rät, sieht besser aus, als es ist.</translation>
        </message>
        <message>
            <source>A network that was trained on a million photographs; it learns about MRI from your images.</source>
            <translation>Ein Netz, das an einer Million Fotos trainiert wurde; über MRT lernt es aus den eigenen Bildern.</translation>
        </message>
        <message>
            <source>A network trained on so few images will not work on others, and none can be kept for validation.</source>
            <translation>Ein mit so wenigen Bildern trainiertes Netz funktioniert bei anderen nicht, und keines lässt sich zur Validierung zurückhalten.</translation>
        </message>
        <message>
            <source>A network trained on so few images will not work on others.</source>
            <translation>Ein mit so wenigen Bildern trainiertes Netz funktioniert bei anderen nicht.</translation>
        </message>
        <message>
            <source>A new model is being measured.</source>
            <translation>Ein neues Modell wird gemessen.</translation>
        </message>
        <message>
            <source>A plain convolutional network, which the others are compared with</source>
            <translation>Ein einfaches Faltungsnetz, mit dem die anderen verglichen werden</translation>
        </message>
        <message>
            <source>A report is being saved.</source>
            <translation>Ein Bericht wird gespeichert.</translation>
        </message>
        <message>
            <source>A study has no probability. The slices have.</source>
            <translation>Eine Untersuchung hat keine Wahrscheinlichkeit. Ihre Schichten haben eine.</translation>
        </message>
        <message>
            <source>A training is running. You can open another run when it has ended.</source>
            <translation>Ein Training läuft. Ein anderer Lauf lässt sich öffnen, wenn es beendet ist.</translation>
        </message>
        <message>
            <source>A training is running. You can start the next one when it has ended.</source>
            <translation>Ein Training läuft. Das nächste kann starten, wenn es beendet ist.</translation>
        </message>
        <message>
            <source>A tumour and no tumour are both plausible at this level. A person has to look.</source>
            <translation>Tumor und kein Tumor sind auf diesem Niveau beide plausibel. Ein Mensch muss nachsehen.</translation>
        </message>
        <message>
            <source>A tumour in the slice to look at first: {share}
{words}</source>
            <translation>Tumor in der zuerst anzusehenden Schicht: {share}
{words}</translation>
        </message>
        <message>
            <source>A tumour is the only plausible answer at this level, but several kinds are plausible.</source>
            <translation>Ein Tumor ist auf diesem Niveau die einzige plausible Antwort, aber mehrere Arten sind plausibel.</translation>
        </message>
        <message>
            <source>A tumour of any kind: {tumour_probability}</source>
            <translation>Tumor beliebiger Art: {tumour_probability}</translation>
        </message>
        <message>
            <source>A tumour, kind open</source>
            <translation>Tumor, Art offen</translation>
        </message>
        <message>
            <source>A tumour: {prediction_set}</source>
            <translation>Tumor: {prediction_set}</translation>
        </message>
        <message>
            <source>AGAINST THE FOLDER NAMES</source>
            <translation>VERGLEICH MIT DEN ORDNERNAMEN</translation>
        </message>
        <message>
            <source>About Falx</source>
            <translation>Über Falx</translation>
        </message>
        <message>
            <source>About {seconds} on this computer</source>
            <translation>Etwa {seconds} auf diesem Computer</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <source>Accuracy if each image gets the class of the most similar training image: what a model should exceed.</source>
            <translation>Genauigkeit, wenn jedes Bild die Klasse des ähnlichsten Trainingsbilds bekommt: was ein Modell übertreffen sollte.</translation>
        </message>
        <message>
            <source>Accuracy on the validation images</source>
            <translation>Genauigkeit auf den Validierungsbildern</translation>
        </message>
        <message>
            <source>Add a folder…</source>
            <translation>Ordner hinzufügen …</translation>
        </message>
        <message>
            <source>Add a table…</source>
            <translation>Tabelle hinzufügen …</translation>
        </message>
        <message>
            <source>Add images of more patients, at least {few} in each class; some hundreds are better.</source>
            <translation>Bilder weiterer Patienten hinzufügen, mindestens {few} je Klasse; einige Hundert sind besser.</translation>
        </message>
        <message>
            <source>Add images of more patients, keep a larger share for validation in the settings, or calibrate with scores of a cross-validation (falx train --folds, then --scores).</source>
            <translation>Bilder von mehr Patienten hinzufügen, in den Einstellungen einen größeren Anteil zur Validierung zurückhalten oder mit Werten einer Kreuzvalidierung kalibrieren (falx train --folds, dann --scores).</translation>
        </message>
        <message>
            <source>Add images of more patients, or calibrate with scores of a cross-validation (falx train --folds, then --scores).</source>
            <translation>Bilder von mehr Patienten hinzufügen oder mit Werten einer Kreuzvalidierung kalibrieren (falx train --folds, dann --scores).</translation>
        </message>
        <message>
            <source>Add images of these classes from other sources, or test on a source where all classes occur.</source>
            <translation>Bilder dieser Klassen aus anderen Quellen hinzufügen, oder an einer Quelle testen, in der alle Klassen vorkommen.</translation>
        </message>
        <message>
            <source>Agree</source>
            <translation>Zustimmen</translation>
        </message>
        <message>
            <source>Agree: {name}</source>
            <translation>Zugestimmt: {name}</translation>
        </message>
        <message>
            <source>Agreement of mirror images</source>
            <translation>Spiegelgleichheit</translation>
        </message>
        <message>
            <source>All commands have their default keys.</source>
            <translation>Alle Befehle haben ihre Standardtasten.</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>All finished epochs are kept.</source>
            <translation>Alle abgeschlossenen Epochen bleiben erhalten.</translation>
        </message>
        <message>
            <source>All from the f&amp;ile</source>
            <translation>&amp;Alle aus der Datei</translation>
        </message>
        <message>
            <source>All images come from one source, {source}.</source>
            <translation>Alle Bilder stammen aus einer Quelle, {source}.</translation>
        </message>
        <message>
            <source>All of these images were classified correctly. This is no guarantee for others.</source>
            <translation>Alle diese Bilder wurden richtig klassifiziert. Für andere ist das keine Gewähr.</translation>
        </message>
        <message>
            <source>All other verdicts come from the picture through its own window. To switch this off, press D.</source>
            <translation>Alle anderen Urteile entstehen aus dem Bild durch sein eigenes Fenster. Mit D ausschalten.</translation>
        </message>
        <message>
            <source>All verdicts</source>
            <translation>Alle Urteile</translation>
        </message>
        <message>
            <source>All, with my opinion or not</source>
            <translation>Alle, beurteilt oder nicht</translation>
        </message>
        <message>
            <source>Also classify the pictures in subfolders</source>
            <translation>Auch die Bilder in Unterordnern klassifizieren</translation>
        </message>
        <message>
            <source>Also learns where tumours are, from slices with tumours erased or moved, and keeps the heat map inside the outlines. Takes hours.</source>
            <translation>Lernt auch, wo Tumoren sind, aus Schichten mit entfernten oder verschobenen Tumoren, und hält die Heatmap in den Umrissen. Dauert Stunden.</translation>
        </message>
        <message>
            <source>Also unfinished:</source>
            <translation>Ebenfalls unfertig:</translation>
        </message>
        <message>
            <source>Also write the heat map of each slice to a folder that you choose</source>
            <translation>Auch die Heatmap jeder Schicht in einen gewählten Ordner schreiben</translation>
        </message>
        <message>
            <source>Alt+arrow</source>
            <translation>Alt + Pfeil</translation>
        </message>
        <message>
            <source>An epoch is one pass through all training images, a step one batch of them.</source>
            <translation>Eine Epoche ist ein Durchgang durch alle Trainingsbilder, ein Schritt ein Batch davon.</translation>
        </message>
        <message>
            <source>An evaluation is running. You can choose other images when it has ended.</source>
            <translation>Eine Auswertung läuft. Nach ihrem Ende lassen sich andere Bilder wählen.</translation>
        </message>
        <message>
            <source>An evaluation takes a folder with images, a table or a model</source>
            <translation>Eine Auswertung nimmt einen Ordner mit Bildern, eine Tabelle oder ein Modell</translation>
        </message>
        <message>
            <source>An image of {name}</source>
            <translation>Ein Bild: {name}</translation>
        </message>
        <message>
            <source>An installation is being undone.</source>
            <translation>Eine Installation wird rückgängig gemacht.</translation>
        </message>
        <message>
            <source>An untrained network. Needs many images and many epochs.</source>
            <translation>Ein untrainiertes Netz. Braucht viele Bilder und viele Epochen.</translation>
        </message>
        <message>
            <source>Angle</source>
            <translation>Winkel</translation>
        </message>
        <message>
            <source>Another file…</source>
            <translation>Andere Datei …</translation>
        </message>
        <message>
            <source>Another process is training in this folder</source>
            <translation>Ein anderer Prozess trainiert in diesem Ordner</translation>
        </message>
        <message>
            <source>Another split</source>
            <translation>Ein anderer Split</translation>
        </message>
        <message>
            <source>Any time</source>
            <translation>Beliebige Zeit</translation>
        </message>
        <message>
            <source>Any tumour: sensitivity</source>
            <translation>Tumor jeder Art: Sensitivität</translation>
        </message>
        <message>
            <source>Any tumour: specificity</source>
            <translation>Tumor jeder Art: Spezifität</translation>
        </message>
        <message>
            <source>Apple's own kind of PNG</source>
            <translation>Apples eigene Art von PNG</translation>
        </message>
        <message>
            <source>Arrow, Shift+arrow, Enter</source>
            <translation>Pfeil, Umschalt + Pfeil, Eingabetaste</translation>
        </message>
        <message>
            <source>As in the settings</source>
            <translation>Wie in den Einstellungen</translation>
        </message>
        <message>
            <source>As up to {shares} of the picture is blurred, the probability of {class_name}, {at_first} at first, is {mean} on average with the hottest places first, and {chance}{spread} with places of the head at random.</source>
            <translation>Während bis zu {shares} des Bildes weichgezeichnet werden, liegt die Wahrscheinlichkeit für {class_name}, anfangs {at_first}, im Mittel bei {mean}, wenn die heißesten Stellen zuerst kommen, und bei {chance}{spread} mit zufälligen Stellen des Kopfes.</translation>
        </message>
        <message>
            <source>Asking the teachers</source>
            <translation>Die Lehrernetze werden befragt</translation>
        </message>
        <message>
            <source>At a higher level, verdicts are wrong less often and leave more slices open.</source>
            <translation>Auf einem höheren Niveau sind Urteile seltener falsch und lassen mehr Schichten offen.</translation>
        </message>
        <message>
            <source>At most {most}</source>
            <translation>Höchstens {most}</translation>
        </message>
        <message>
            <source>Averaged epochs</source>
            <translation>Gemittelte Epochen</translation>
        </message>
        <message>
            <source>Averaging the weights of the last epochs</source>
            <translation>Die Gewichte der letzten Epochen werden gemittelt</translation>
        </message>
        <message>
            <source>BY CLASS</source>
            <translation>NACH KLASSE</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Balance of classes</source>
            <translation>Klassenausgleich</translation>
        </message>
        <message>
            <source>Balanced accuracy</source>
            <translation>Balancierte Genauigkeit</translation>
        </message>
        <message>
            <source>Batch size</source>
            <translation>Batchgröße</translation>
        </message>
        <message>
            <source>Being checked</source>
            <translation>Wird geprüft</translation>
        </message>
        <message>
            <source>Best so far: epoch {number}, validation loss {loss:.3f}, accuracy {accuracy}. {words}</source>
            <translation>Bisher am besten: Epoche {number}, Validierungsverlust {loss:.3f}, Genauigkeit {accuracy}. {words}</translation>
        </message>
        <message>
            <source>Best so far: {before}, validation loss {start_loss:.3f}. {words}</source>
            <translation>Bisher am besten: {before}, Validierungsverlust {start_loss:.3f}. {words}</translation>
        </message>
        <message>
            <source>Between {least} and {most}</source>
            <translation>Zwischen {least} und {most}</translation>
        </message>
        <message>
            <source>Brightness</source>
            <translation>Helligkeit</translation>
        </message>
        <message>
            <source>Building the network</source>
            <translation>Das Netz wird aufgebaut</translation>
        </message>
        <message>
            <source>CLASSES</source>
            <translation>KLASSEN</translation>
        </message>
        <message>
            <source>CLASSES, VALIDATION, NETWORK</source>
            <translation>KLASSEN, VALIDIERUNG, NETZ</translation>
        </message>
        <message>
            <source>CONFUSION MATRIX</source>
            <translation>KONFUSIONSMATRIX</translation>
        </message>
        <message>
            <source>CSV manifest (*.csv)</source>
            <translation>CSV-Manifest (*.csv)</translation>
        </message>
        <message>
            <source>Calibrating</source>
            <translation>Wird kalibriert</translation>
        </message>
        <message>
            <source>Calibrating on the validation images</source>
            <translation>Kalibrierung an den Validierungsbildern</translation>
        </message>
        <message>
            <source>Calibrating {name}</source>
            <translation>Kalibrierung {name}</translation>
        </message>
        <message>
            <source>Calibration error (lower is better)</source>
            <translation>Kalibrierungsfehler (niedriger ist besser)</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Cannot be read</source>
            <translation>Nicht lesbar</translation>
        </message>
        <message>
            <source>Cannot be read: {reason}</source>
            <translation>Nicht lesbar: {reason}</translation>
        </message>
        <message>
            <source>Cannot be used</source>
            <translation>Nicht verwendbar</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Check each pair, and correct or remove it.</source>
            <translation>Jedes Paar prüfen und berichtigen oder entfernen.</translation>
        </message>
        <message>
            <source>Check for &amp;updates…</source>
            <translation>Nach Akt&amp;ualisierungen suchen …</translation>
        </message>
        <message>
            <source>Check that the disk is connected and writable, then resume. Or start again in another folder.</source>
            <translation>Prüfen, ob der Datenträger verbunden und beschreibbar ist, dann fortsetzen. Oder in einem anderen Ordner neu beginnen.</translation>
        </message>
        <message>
            <source>Check the heat map</source>
            <translation>Heatmap prüfen</translation>
        </message>
        <message>
            <source>Checking all would take much time and memory. The counts are of all; copies and unreadable files among the others are not known.</source>
            <translation>Alle zu prüfen bräuchte viel Zeit und Speicher. Die Zahlen gelten für alle; Kopien und unlesbare Dateien unter den übrigen sind nicht bekannt.</translation>
        </message>
        <message>
            <source>Checking and installing…</source>
            <translation>Wird geprüft und installiert …</translation>
        </message>
        <message>
            <source>Checking. {phase}{count}</source>
            <translation>Prüfung. {phase}{count}</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>Wird geprüft …</translation>
        </message>
        <message>
            <source>Choose a folder for the run.</source>
            <translation>Einen Ordner für den Lauf wählen.</translation>
        </message>
        <message>
            <source>Choose a folder to classify</source>
            <translation>Ordner zum Klassifizieren wählen</translation>
        </message>
        <message>
            <source>Choose a folder with images</source>
            <translation>Ordner mit Bildern wählen</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>Ordner wählen …</translation>
        </message>
        <message>
            <source>Choose a table</source>
            <translation>Tabelle wählen</translation>
        </message>
        <message>
            <source>Choose a table…</source>
            <translation>Tabelle wählen …</translation>
        </message>
        <message>
            <source>Choose an empty folder for the run</source>
            <translation>Einen leeren Ordner für den Lauf wählen</translation>
        </message>
        <message>
            <source>Choose another model in the main window, under Tools &gt; Model. A batch keeps the model that it started with.</source>
            <translation>Ein anderes Modell im Hauptfenster unter Extras &gt; Modell wählen. Ein Durchlauf behält das Modell, mit dem er begonnen hat.</translation>
        </message>
        <message>
            <source>Choose images and settings first. This page then shows the progress of the training.</source>
            <translation>Zuerst Bilder und Einstellungen wählen. Diese Seite zeigt dann den Fortschritt des Trainings.</translation>
        </message>
        <message>
            <source>Choose images first: the time depends on their number.</source>
            <translation>Zuerst Bilder wählen: Die Zeit hängt von ihrer Anzahl ab.</translation>
        </message>
        <message>
            <source>Choose images in the first step to see a preview.</source>
            <translation>Im ersten Schritt Bilder wählen, um eine Vorschau zu sehen.</translation>
        </message>
        <message>
            <source>Choose the folder that you set for the run, and check that it can be read. Or start a new training.</source>
            <translation>Den für den Lauf eingestellten Ordner wählen und prüfen, ob er lesbar ist. Oder ein neues Training beginnen.</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen …</translation>
        </message>
        <message>
            <source>Chosen because these settings teach a network to mark where a tumour is, which {own} can no longer learn. If you choose other settings, the training starts from {own} again.</source>
            <translation>Gewählt, weil diese Einstellungen ein Netz lehren, zu markieren, wo ein Tumor ist, was {own} nicht mehr lernen kann. Bei anderen Einstellungen beginnt das Training wieder mit {own}.</translation>
        </message>
        <message>
            <source>Class names are mapped to those that Falx knows: {names}.</source>
            <translation>Klassennamen werden auf die abgebildet, die Falx kennt: {names}.</translation>
        </message>
        <message>
            <source>Class of the heat map</source>
            <translation>Klasse der Heatmap</translation>
        </message>
        <message>
            <source>Class that the picture's folder, or one of the two above it, is named after</source>
            <translation>Klasse, nach der der Ordner des Bildes oder einer der beiden darüber benannt ist</translation>
        </message>
        <message>
            <source>Classes that come from one source only: {classes}.</source>
            <translation>Klassen, die nur aus einer Quelle stammen: {classes}.</translation>
        </message>
        <message>
            <source>Classified with {title}. {model_tip}</source>
            <translation>Klassifiziert mit {title}. {model_tip}</translation>
        </message>
        <message>
            <source>Classified {words}</source>
            <translation>Klassifiziert {words}</translation>
        </message>
        <message>
            <source>Classifies a slice of a brain MRI, shows where the network looked, and says how far to trust it.

For research and teaching. Not a medical device; not for diagnosis.

Apache License 2.0. The samples are synthetic and show no real person.</source>
            <translation>Klassifiziert eine Schicht eines Gehirn-MRT, zeigt, wohin das Netz gesehen hat, und sagt, wie weit dem zu trauen ist.

Für Forschung und Lehre. Kein Medizinprodukt; nicht zur Diagnose.

Apache License 2.0. Die Beispiele sind synthetisch und zeigen keine wirkliche Person.</translation>
        </message>
        <message>
            <source>Classify a folder</source>
            <translation>Ordner klassifizieren</translation>
        </message>
        <message>
            <source>Classify a folder – Falx</source>
            <translation>Ordner klassifizieren – Falx</translation>
        </message>
        <message>
            <source>Classify as &amp;displayed</source>
            <translation>&amp;Wie angezeigt klassifizieren</translation>
        </message>
        <message>
            <source>Classify the picture again, and say whether the verdict is reproduced</source>
            <translation>Das Bild erneut klassifizieren und sagen, ob sich das Urteil reproduziert</translation>
        </message>
        <message>
            <source>Classify the picture with the window that you chose, until you open the next one</source>
            <translation>Das Bild mit dem gewählten Fenster klassifizieren, bis das nächste geöffnet wird</translation>
        </message>
        <message>
            <source>Classify the stack</source>
            <translation>Stapel klassifizieren</translation>
        </message>
        <message>
            <source>Classify the stack again, or stop</source>
            <translation>Stapel erneut klassifizieren oder anhalten</translation>
        </message>
        <message>
            <source>Classifying again…</source>
            <translation>Wird erneut klassifiziert …</translation>
        </message>
        <message>
            <source>Classifying images</source>
            <translation>Bilder werden klassifiziert</translation>
        </message>
        <message>
            <source>Classifying slices</source>
            <translation>Schichten werden klassifiziert</translation>
        </message>
        <message>
            <source>Classifying {title}</source>
            <translation>{title} wird klassifiziert</translation>
        </message>
        <message>
            <source>Classifying…</source>
            <translation>Wird klassifiziert …</translation>
        </message>
        <message>
            <source>Click to show its window</source>
            <translation>Klicken, um das Fenster zu zeigen</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Close other programs and resume. Or go back to the settings and choose a smaller image or batch size.</source>
            <translation>Andere Programme schließen und fortsetzen. Oder zu den Einstellungen zurückkehren und eine kleinere Bild- oder Batchgröße wählen.</translation>
        </message>
        <message>
            <source>Close the window</source>
            <translation>Fenster schließen</translation>
        </message>
        <message>
            <source>Close this study</source>
            <translation>Diese Untersuchung schließen</translation>
        </message>
        <message>
            <source>Colour bar of the heat map</source>
            <translation>Farbskala der Heatmap</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>Commands and their keys</source>
            <translation>Befehle und ihre Tasten</translation>
        </message>
        <message>
            <source>Compare the answers with the folder names</source>
            <translation>Antworten mit den Ordnernamen vergleichen</translation>
        </message>
        <message>
            <source>Comparing images</source>
            <translation>Bilder werden verglichen</translation>
        </message>
        <message>
            <source>Comparing labels with predictions</source>
            <translation>Labels werden mit Vorhersagen verglichen</translation>
        </message>
        <message>
            <source>Comparison</source>
            <translation>Vergleich</translation>
        </message>
        <message>
            <source>Compression</source>
            <translation>Kompression</translation>
        </message>
        <message>
            <source>Computing the features of each image</source>
            <translation>Die Merkmale jedes Bildes werden berechnet</translation>
        </message>
        <message>
            <source>Computing the figures</source>
            <translation>Die Werte werden berechnet</translation>
        </message>
        <message>
            <source>Computing the map, {value} %</source>
            <translation>Karte wird berechnet, {value} %</translation>
        </message>
        <message>
            <source>Computing the map…</source>
            <translation>Karte wird berechnet …</translation>
        </message>
        <message>
            <source>Continue in the background</source>
            <translation>Im Hintergrund weiterarbeiten</translation>
        </message>
        <message>
            <source>Continues from a trained model with your scanner's images. The fastest way; needs no download. Its classes: {classes}.</source>
            <translation>Baut mit den Bildern des eigenen Scanners auf einem trainierten Modell auf. Der schnellste Weg; braucht keinen Download. Seine Klassen: {classes}.</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>Kontrast</translation>
        </message>
        <message>
            <source>Copied the picture, with its caption.</source>
            <translation>Bild mit Bildunterschrift kopiert.</translation>
        </message>
        <message>
            <source>Copied the verdict as text.</source>
            <translation>Urteil als Text kopiert.</translation>
        </message>
        <message>
            <source>Copies add no information; they make a class look larger than it is, and intervals narrower.</source>
            <translation>Kopien bringen nichts Neues; sie lassen eine Klasse größer und Intervalle enger erscheinen, als sie sind.</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy &amp;verdict as text</source>
            <translation>Urteil als &amp;Text kopieren</translation>
        </message>
        <message>
            <source>Copy or export them again, or delete them.</source>
            <translation>Erneut kopieren oder exportieren, oder löschen.</translation>
        </message>
        <message>
            <source>Copy p&amp;icture</source>
            <translation>Bild &amp;kopieren</translation>
        </message>
        <message>
            <source>Could not be read</source>
            <translation>Nicht lesbar</translation>
        </message>
        <message>
            <source>Covering any one place lowers the probability by at most {fall}.</source>
            <translation>Eine einzelne verdeckte Stelle senkt die Wahrscheinlichkeit um höchstens {fall}.</translation>
        </message>
        <message>
            <source>Covering any one place lowers the probability by less than 1 %.</source>
            <translation>Keine einzelne Stelle senkt verdeckt die Wahrscheinlichkeit um 1 % oder mehr.</translation>
        </message>
        <message>
            <source>Crash report</source>
            <translation>Absturzbericht</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Ausschnitt</translation>
        </message>
        <message>
            <source>Cross-validate</source>
            <translation>Kreuzvalidieren</translation>
        </message>
        <message>
            <source>Ctrl+arrow</source>
            <translation>Strg + Pfeil</translation>
        </message>
        <message>
            <source>DICOM picture with heat map</source>
            <translation>DICOM-Bild mit Heatmap</translation>
        </message>
        <message>
            <source>DICOM structured report</source>
            <translation>DICOM Structured Report</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Dask, which is not installed</source>
            <translation>Dask, das nicht installiert ist</translation>
        </message>
        <message>
            <source>Dask, which the standalone program does not include</source>
            <translation>Dask, das im eigenständigen Programm nicht enthalten ist</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>Daten</translation>
        </message>
        <message>
            <source>Decided</source>
            <translation>Entschieden</translation>
        </message>
        <message>
            <source>Decided: the verdict is one class, or a tumour whose kind stays open.</source>
            <translation>Entschieden: Das Urteil ist eine Klasse oder ein Tumor, dessen Art offen bleibt.</translation>
        </message>
        <message>
            <source>Default key</source>
            <translation>Standardtaste</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Delete all entries that were &amp;read before</source>
            <translation>Alle Einträge löschen, &amp;gelesen vor dem</translation>
        </message>
        <message>
            <source>Delete all of this slice</source>
            <translation>Alle dieser Schicht löschen</translation>
        </message>
        <message>
            <source>Delete all that was read before</source>
            <translation>Alles löschen, was davor gelesen wurde</translation>
        </message>
        <message>
            <source>Delete entries from the history; the pictures stay</source>
            <translation>Einträge aus dem Verlauf löschen; die Bilder bleiben</translation>
        </message>
        <message>
            <source>Delete older entries</source>
            <translation>Ältere Einträge löschen</translation>
        </message>
        <message>
            <source>Delete the whole history, {entries}?</source>
            <translation>Den ganzen Verlauf löschen, {entries}?</translation>
        </message>
        <message>
            <source>Delete them.</source>
            <translation>Diese löschen.</translation>
        </message>
        <message>
            <source>Delete {entries} from the history?</source>
            <translation>{entries} aus dem Verlauf löschen?</translation>
        </message>
        <message>
            <source>Deleted {entries}.</source>
            <translation>Gelöscht: {entries}.</translation>
        </message>
        <message>
            <source>Detail of heat maps</source>
            <translation>Heatmap-Detail</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Disagreements  {disagreements:,}</source>
            <translation>Abweichungen  {disagreements:,}</translation>
        </message>
        <message>
            <source>Disagreements only</source>
            <translation>Nur Abweichungen</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Discard the unfinished batch of {title}?</source>
            <translation>Unfertigen Durchlauf von {title} verwerfen?</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Double click</source>
            <translation>Doppelklick</translation>
        </message>
        <message>
            <source>Download 9 MB</source>
            <translation>9 MB herunterladen</translation>
        </message>
        <message>
            <source>Downloading ImageNet weights</source>
            <translation>ImageNet-Gewichte werden heruntergeladen</translation>
        </message>
        <message>
            <source>Draw all classes equally often</source>
            <translation>Alle Klassen gleich oft zeigen</translation>
        </message>
        <message>
            <source>Drawing heat maps</source>
            <translation>Heatmaps werden gezeichnet</translation>
        </message>
        <message>
            <source>Drawing small pictures</source>
            <translation>Kleine Bilder werden gezeichnet</translation>
        </message>
        <message>
            <source>Drawing the heat map…</source>
            <translation>Heatmap wird gezeichnet …</translation>
        </message>
        <message>
            <source>Drawing…</source>
            <translation>Wird gezeichnet …</translation>
        </message>
        <message>
            <source>Drop a folder here, or choose one</source>
            <translation>Ordner hier ablegen oder auswählen</translation>
        </message>
        <message>
            <source>Drop an MRI here, or press Ctrl+O</source>
            <translation>MRT hier ablegen oder Strg+O drücken</translation>
        </message>
        <message>
            <source>Drop another folder to add it</source>
            <translation>Weiteren Ordner zum Hinzufügen ablegen</translation>
        </message>
        <message>
            <source>Drop the folder with your images here</source>
            <translation>Den Ordner mit den Bildern hier ablegen</translation>
        </message>
        <message>
            <source>Drop to choose {name}; Start then classifies it</source>
            <translation>Ablegen, um {name} zu wählen; Start klassifiziert dann</translation>
        </message>
        <message>
            <source>Drop to install the model {name}</source>
            <translation>Ablegen, um das Modell {name} zu installieren</translation>
        </message>
        <message>
            <source>Drop to measure on the images in {name}</source>
            <translation>Ablegen, um an den Bildern in {name} zu messen</translation>
        </message>
        <message>
            <source>Drop to measure the model {name}</source>
            <translation>Ablegen, um das Modell {name} zu messen</translation>
        </message>
        <message>
            <source>Drop to open the picture</source>
            <translation>Ablegen, um das Bild zu öffnen</translation>
        </message>
        <message>
            <source>Drop to open {name}</source>
            <translation>Ablegen, um {name} zu öffnen</translation>
        </message>
        <message>
            <source>Drop to train on the images in {name}</source>
            <translation>Ablegen, um mit den Bildern in {name} zu trainieren</translation>
        </message>
        <message>
            <source>EARLIER BATCHES</source>
            <translation>FRÜHERE DURCHLÄUFE</translation>
        </message>
        <message>
            <source>Earlier batches</source>
            <translation>Frühere Durchläufe</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <source>Edit the card as Markdown; press again to read it</source>
            <translation>Die Karte als Markdown bearbeiten; zum Lesen erneut drücken</translation>
        </message>
        <message>
            <source>Ellipse</source>
            <translation>Ellipse</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>Beendet</translation>
        </message>
        <message>
            <source>Entries of the history</source>
            <translation>Einträge des Verlaufs</translation>
        </message>
        <message>
            <source>Epoch {epoch} of {epochs}, step {step} of {steps}</source>
            <translation>Epoche {epoch} von {epochs}, Schritt {step} von {steps}</translation>
        </message>
        <message>
            <source>Epochs at the initial size</source>
            <translation>Epochen mit Anfangsgröße</translation>
        </message>
        <message>
            <source>Epochs for the head</source>
            <translation>Epochen für den Netzkopf</translation>
        </message>
        <message>
            <source>Epochs of fine-tuning</source>
            <translation>Epochen der Feinabstimmung</translation>
        </message>
        <message>
            <source>Escape</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Evaluate</source>
            <translation>Auswerten</translation>
        </message>
        <message>
            <source>Evaluate a model – Falx</source>
            <translation>Modell auswerten – Falx</translation>
        </message>
        <message>
            <source>Evaluating {model}</source>
            <translation>{model} wird ausgewertet</translation>
        </message>
        <message>
            <source>Every slice</source>
            <translation>Jede Schicht</translation>
        </message>
        <message>
            <source>Examples of your images as the training sees them.</source>
            <translation>Beispiele der Bilder, wie das Training sie sieht.</translation>
        </message>
        <message>
            <source>Export CSV…</source>
            <translation>CSV exportieren …</translation>
        </message>
        <message>
            <source>Export all images the same way.</source>
            <translation>Alle Bilder auf dieselbe Weise exportieren.</translation>
        </message>
        <message>
            <source>Export package</source>
            <translation>Paket exportieren</translation>
        </message>
        <message>
            <source>Export package…</source>
            <translation>Paket exportieren …</translation>
        </message>
        <message>
            <source>Export the history</source>
            <translation>Verlauf exportieren</translation>
        </message>
        <message>
            <source>Export the slices that show what the label says.</source>
            <translation>Die Schichten exportieren, die zeigen, was die Klasse sagt.</translation>
        </message>
        <message>
            <source>Exporting</source>
            <translation>Wird exportiert</translation>
        </message>
        <message>
            <source>Exporting {name}</source>
            <translation>Export {name}</translation>
        </message>
        <message>
            <source>F&amp;ull range</source>
            <translation>&amp;Gesamter Bereich</translation>
        </message>
        <message>
            <source>FINDINGS</source>
            <translation>BEFUNDE DER PRÜFUNG</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Falx blurs the hottest places of the picture and classifies it again. If the network uses them, the probability falls faster than with as much of the head blurred at random.</source>
            <translation>Falx zeichnet die heißesten Stellen des Bildes weich und klassifiziert es erneut. Nutzt das Netz sie, fällt die Wahrscheinlichkeit schneller als bei ebenso viel zufällig weichgezeichnetem Kopf.</translation>
        </message>
        <message>
            <source>Falx cannot open {scheme} addresses; copy the file to this computer</source>
            <translation>Falx kann keine {scheme}-Adressen öffnen; die Datei auf diesen Computer kopieren</translation>
        </message>
        <message>
            <source>Falx changed nothing in it. Go back to the settings and choose an empty folder, or open the existing run with “Open an earlier run…”.</source>
            <translation>Falx hat darin nichts geändert. Zu den Einstellungen zurückkehren und einen leeren Ordner wählen, oder den vorhandenen Lauf mit „Früheren Lauf öffnen …“ öffnen.</translation>
        </message>
        <message>
            <source>Falx checks the package first. Install models only from people you trust: verdicts come from them.</source>
            <translation>Falx prüft das Paket zuerst. Modelle nur von vertrauenswürdigen Personen installieren: Von ihnen kommen die Urteile.</translation>
        </message>
        <message>
            <source>Falx classifies every picture in it and marks those that a person should look at first. If subfolders are named after classes, Falx compares the answers with these names.

It continues in the background. You can interrupt it at any time, and nothing is lost.</source>
            <translation>Falx klassifiziert jedes Bild darin und kennzeichnet die, die ein Mensch zuerst ansehen sollte. Sind Unterordner nach Klassen benannt, vergleicht Falx die Antworten mit diesen Namen.

Es läuft im Hintergrund weiter, lässt sich jederzeit unterbrechen, und nichts geht verloren.</translation>
        </message>
        <message>
            <source>Falx does not know whether the model saw these images in its training.</source>
            <translation>Falx weiß nicht, ob das Modell diese Bilder in seinem Training gesehen hat.</translation>
        </message>
        <message>
            <source>Falx does not open web addresses; save the picture and open the file</source>
            <translation>Falx öffnet keine Webadressen; das Bild speichern und die Datei öffnen</translation>
        </message>
        <message>
            <source>Falx had an error in the background ({name}): see Help &gt; Show log.</source>
            <translation>In Falx trat im Hintergrund ein Fehler auf ({name}): siehe Hilfe &gt; Protokoll anzeigen.</translation>
        </message>
        <message>
            <source>Falx is still working.</source>
            <translation>Falx arbeitet noch.</translation>
        </message>
        <message>
            <source>Falx keeps look-alikes and groups together when it splits; name the patients in the column group.</source>
            <translation>Falx hält beim Teilen ähnliche Bilder und Gruppen zusammen; die Patienten in der Spalte group nennen.</translation>
        </message>
        <message>
            <source>Falx models (*{suffix} *.zip)</source>
            <translation>Falx-Modelle (*{suffix} *.zip)</translation>
        </message>
        <message>
            <source>Falx opens pictures, files and folders</source>
            <translation>Falx öffnet Bilder, Dateien und Ordner</translation>
        </message>
        <message>
            <source>Falx reads {formats}.</source>
            <translation>Falx liest {formats}.</translation>
        </message>
        <message>
            <source>Falx shows the chosen language from its next start on.</source>
            <translation>Falx zeigt die gewählte Sprache ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>Falx wrote this card from the run, and it is part of the model. Press Edit to complete it before you install or share the model.</source>
            <translation>Falx hat diese Karte aus dem Lauf geschrieben; sie ist Teil des Modells. Mit „Bearbeiten“ ergänzen, bevor das Modell installiert oder weitergegeben wird.</translation>
        </message>
        <message>
            <source>Falx's networks average their feature maps, so it is the same as Grad-CAM.</source>
            <translation>Die Netze von Falx mitteln ihre Merkmalskarten, daher gleicht sie Grad-CAM.</translation>
        </message>
        <message>
            <source>Few images to train on: {classes}.</source>
            <translation>Wenige Bilder zum Trainieren: {classes}.</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>File, folder or note</source>
            <translation>Pfad oder Anmerkung</translation>
        </message>
        <message>
            <source>Find the window from all slices of the series, or from each slice for itself</source>
            <translation>Das Fenster aus allen Schichten der Serie bestimmen, oder aus jeder Schicht für sich</translation>
        </message>
        <message>
            <source>Fine</source>
            <translation>In Ordnung</translation>
        </message>
        <message>
            <source>Fine-tuning starts with images of this size, which takes less time, and ends with the full size. 0 uses the full size throughout.</source>
            <translation>Die Feinabstimmung beginnt mit Bildern dieser Größe, was weniger Zeit braucht, und endet mit der vollen Größe. 0 verwendet durchgehend die volle Größe.</translation>
        </message>
        <message>
            <source>Fine-tuning the whole network</source>
            <translation>Feinabstimmung des ganzen Netzes</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Abgeschlossen</translation>
        </message>
        <message>
            <source>Finished at an earlier time</source>
            <translation>Zu einem früheren Zeitpunkt abgeschlossen</translation>
        </message>
        <message>
            <source>Finished parts are kept, and you can resume later.</source>
            <translation>Fertige Teile bleiben erhalten und lassen sich später fortsetzen.</translation>
        </message>
        <message>
            <source>First, only the last layers learn, which is fast. 0 skips this.</source>
            <translation>Zuerst lernen nur die letzten Netzschichten, was schnell geht. 0 überspringt dies.</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Einpassen</translation>
        </message>
        <message>
            <source>Fit &amp;width</source>
            <translation>An &amp;Breite anpassen</translation>
        </message>
        <message>
            <source>Fixed by the chosen start, {title}.</source>
            <translation>Durch den gewählten Ausgangspunkt {title} festgelegt.</translation>
        </message>
        <message>
            <source>Fixed by the chosen start, {title}: {fixed}.</source>
            <translation>Durch den gewählten Ausgangspunkt {title} festgelegt: {fixed}.</translation>
        </message>
        <message>
            <source>Flip left and right</source>
            <translation>Links und rechts spiegeln</translation>
        </message>
        <message>
            <source>Flip top and bottom</source>
            <translation>Oben und unten spiegeln</translation>
        </message>
        <message>
            <source>Fold {fold}</source>
            <translation>Fold {fold}</translation>
        </message>
        <message>
            <source>Fold {fold} of {folds}: {phase}</source>
            <translation>Fold {fold} von {folds}: {phase}</translation>
        </message>
        <message>
            <source>Folder for the run</source>
            <translation>Ordner für den Lauf</translation>
        </message>
        <message>
            <source>Folder says</source>
            <translation>Laut Ordner</translation>
        </message>
        <message>
            <source>Folder with a folder for each class, or CSV manifest</source>
            <translation>Ordner mit einem Ordner je Klasse oder CSV-Manifest</translation>
        </message>
        <message>
            <source>Folder…</source>
            <translation>Ordner …</translation>
        </message>
        <message>
            <source>Folds</source>
            <translation>Folds</translation>
        </message>
        <message>
            <source>For checkpoints, figures and the model.</source>
            <translation>Für Zwischenstände, Werte und das Modell.</translation>
        </message>
        <message>
            <source>Free some space, then resume. All finished epochs are kept.</source>
            <translation>Platz schaffen, dann fortsetzen. Alle abgeschlossenen Epochen bleiben erhalten.</translation>
        </message>
        <message>
            <source>From the &amp;file</source>
            <translation>Aus der &amp;Datei</translation>
        </message>
        <message>
            <source>From the next start of Falx on</source>
            <translation>Ab dem nächsten Start von Falx</translation>
        </message>
        <message>
            <source>From {seen}, the class cannot be predicted ({figures}).</source>
            <translation>Aus {seen} lässt sich die Klasse nicht vorhersagen ({figures}).</translation>
        </message>
        <message>
            <source>From {seen}, the class is {how} predictable ({figures}).</source>
            <translation>Aus {seen} lässt sich die Klasse {how} vorhersagen ({figures}).</translation>
        </message>
        <message>
            <source>Frozen blocks</source>
            <translation>Eingefrorene Blöcke</translation>
        </message>
        <message>
            <source>Full s&amp;creen</source>
            <translation>V&amp;ollbild</translation>
        </message>
        <message>
            <source>Give</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>Give this opinion to {rows}?</source>
            <translation>Diese Beurteilung für {rows} übernehmen?</translation>
        </message>
        <message>
            <source>Glioma</source>
            <translation>Gliom</translation>
        </message>
        <message>
            <source>Go</source>
            <translation>Gehe zu</translation>
        </message>
        <message>
            <source>Go back to the data, correct what the line above names, and start again.</source>
            <translation>Zu den Daten zurückkehren, das in der Zeile darüber Genannte beheben und neu beginnen.</translation>
        </message>
        <message>
            <source>Go back to the first page, which lists earlier batches</source>
            <translation>Zurück zur ersten Seite mit den früheren Durchläufen</translation>
        </message>
        <message>
            <source>Go back to the settings and change what the line above names.</source>
            <translation>Zu den Einstellungen zurückkehren und das in der Zeile darüber Genannte ändern.</translation>
        </message>
        <message>
            <source>Go back to the settings and choose another start, or install the model again.</source>
            <translation>Zu den Einstellungen zurückkehren und einen anderen Ausgangspunkt wählen, oder das Modell erneut installieren.</translation>
        </message>
        <message>
            <source>Go to slice</source>
            <translation>Gehe zu Schicht</translation>
        </message>
        <message>
            <source>Go to slice {number}, the one to look at first</source>
            <translation>Zu Schicht {number}, der zuerst anzusehenden</translation>
        </message>
        <message>
            <source>Go to {number}</source>
            <translation>Zu {number}</translation>
        </message>
        <message>
            <source>H&amp;elp</source>
            <translation>Hil&amp;fe</translation>
        </message>
        <message>
            <source>H&amp;istory…</source>
            <translation>Ver&amp;lauf …</translation>
        </message>
        <message>
            <source>HEAT MAP</source>
            <translation>HEATMAP</translation>
        </message>
        <message>
            <source>HOW THOROUGHLY</source>
            <translation>WIE GRÜNDLICH</translation>
        </message>
        <message>
            <source>Harmonic mean of precision and sensitivity.</source>
            <translation>Harmonisches Mittel aus Präzision und Sensitivität.</translation>
        </message>
        <message>
            <source>Head the studies in the list by the names of their patients</source>
            <translation>Die Untersuchungen in der Liste mit den Namen der Patienten überschreiben</translation>
        </message>
        <message>
            <source>Heat map</source>
            <translation>Heatmap</translation>
        </message>
        <message>
            <source>Heat map of this pane</source>
            <translation>Heatmap dieser Ansicht</translation>
        </message>
        <message>
            <source>Heat maps are being saved.</source>
            <translation>Heatmaps werden gespeichert.</translation>
        </message>
        <message>
            <source>Heat maps go to {folder}</source>
            <translation>Heatmaps werden nach {folder} geschrieben</translation>
        </message>
        <message>
            <source>Heat maps…</source>
            <translation>Heatmaps …</translation>
        </message>
        <message>
            <source>Held-out share</source>
            <translation>Zurückgehaltener Anteil</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>Ausblenden</translation>
        </message>
        <message>
            <source>Hide the comparison with the folder names</source>
            <translation>Vergleich mit den Ordnernamen ausblenden</translation>
        </message>
        <message>
            <source>Hide the details</source>
            <translation>Einzelheiten ausblenden</translation>
        </message>
        <message>
            <source>Hide the log</source>
            <translation>Protokoll ausblenden</translation>
        </message>
        <message>
            <source>Hide these settings</source>
            <translation>Diese Einstellungen ausblenden</translation>
        </message>
        <message>
            <source>Hide this</source>
            <translation>Ausblenden</translation>
        </message>
        <message>
            <source>High Bit is {bit}; the pixels were shifted by {count} bits</source>
            <translation>High Bit ist {bit}; die Pixel wurden um {count} Bit verschoben</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>History – Falx</source>
            <translation>Verlauf – Falx</translation>
        </message>
        <message>
            <source>Hold out a share</source>
            <translation>Anteil zurückhalten</translation>
        </message>
        <message>
            <source>Hottest point inside the outline</source>
            <translation>Heißester Punkt innerhalb des Umrisses</translation>
        </message>
        <message>
            <source>How far the centre of the pixel is from that of the first one, across and down.</source>
            <translation>Wie weit die Mitte des Pixels von der des ersten entfernt ist, quer und nach unten.</translation>
        </message>
        <message>
            <source>How far the picture is from the training data; above 1, it is outside</source>
            <translation>Wie weit das Bild von den Trainingsdaten entfernt ist; über 1 liegt es außerhalb</translation>
        </message>
        <message>
            <source>How far the probabilities are from the share of right answers, on average over 15 ranges of probability.</source>
            <translation>Wie weit die Wahrscheinlichkeiten vom Anteil richtiger Antworten abweichen, im Mittel über 15 Bereiche der Wahrscheinlichkeit.</translation>
        </message>
        <message>
            <source>How far the probabilities are from the true classes: lower is better. If it rises on the validation images while it falls in training, the network learns the training images by heart.</source>
            <translation>Wie weit die Wahrscheinlichkeiten von den wahren Klassen abweichen: kleiner ist besser. Steigt er auf den Validierungsbildern, während er im Training fällt, lernt das Netz die Trainingsbilder auswendig.</translation>
        </message>
        <message>
            <source>How fast the head learns. Too fast is unstable.</source>
            <translation>Wie schnell der Netzkopf lernt. Zu schnell ist instabil.</translation>
        </message>
        <message>
            <source>How fast the other layers learn. Too fast destroys what they know; too slow learns nothing.</source>
            <translation>Wie schnell die anderen Netzschichten lernen. Zu schnell zerstört ihr Wissen; zu langsam lernt nichts.</translation>
        </message>
        <message>
            <source>How large a pixel of the picture is on the screen: at 100 %, one pixel of it.</source>
            <translation>Wie groß ein Pixel des Bildes auf dem Bildschirm ist: bei 100 % einer von dessen Pixeln.</translation>
        </message>
        <message>
            <source>How many images of each true class (rows) were taken for each class (columns).</source>
            <translation>Wie viele Bilder jeder wahren Klasse (Zeilen) für welche Klasse (Spalten) gehalten wurden.</translation>
        </message>
        <message>
            <source>How many images of the class were measured.</source>
            <translation>Wie viele Bilder der Klasse gemessen wurden.</translation>
        </message>
        <message>
            <source>How much brighter one side may be, as near a coil.</source>
            <translation>Wie viel heller eine Seite sein kann, wie nahe einer Spule.</translation>
        </message>
        <message>
            <source>How much is done, how many a second over the last five seconds, and how long the rest takes at the pace so far.</source>
            <translation>Wie viel fertig ist, wie viele je Sekunde in den letzten fünf Sekunden, und wie lange der Rest beim bisherigen Tempo dauert.</translation>
        </message>
        <message>
            <source>How much of this part of the training is done.</source>
            <translation>Wie viel von diesem Teil des Trainings fertig ist.</translation>
        </message>
        <message>
            <source>How often it points into the tumour: not measured.</source>
            <translation>Wie oft sie in den Tumor zeigt: nicht gemessen.</translation>
        </message>
        <message>
            <source>How often its verdicts are right was not measured.</source>
            <translation>Wie oft seine Urteile richtig sind, wurde nicht gemessen.</translation>
        </message>
        <message>
            <source>How often the other layers see all images. 0 trains the head only.</source>
            <translation>Wie oft die anderen Netzschichten alle Bilder sehen. 0 trainiert nur den Netzkopf.</translation>
        </message>
        <message>
            <source>How often the truth should be among the plausible answers. The report shows the figures of all levels.</source>
            <translation>Wie oft die Wahrheit unter den plausiblen Antworten sein soll. Der Bericht zeigt die Werte aller Niveaus.</translation>
        </message>
        <message>
            <source>How probable {name} is in this slice, calibrated: {meaning_of_calibrated}.</source>
            <translation>Wie wahrscheinlich {name} in dieser Schicht ist, kalibriert: {meaning_of_calibrated}.</translation>
        </message>
        <message>
            <source>How strongly the network is trained to give an image and its mirror image the same answer. 0: not at all.</source>
            <translation>Wie stark das Netz darauf trainiert wird, für ein Bild und sein Spiegelbild dieselbe Antwort zu geben. 0: gar nicht.</translation>
        </message>
        <message>
            <source>How sure a verdict has to be</source>
            <translation>Wie sicher ein Urteil sein muss</translation>
        </message>
        <message>
            <source>How to train?</source>
            <translation>Wie trainieren?</translation>
        </message>
        <message>
            <source>How well a network works on other scanners cannot be measured with this dataset.</source>
            <translation>Wie gut ein Netz bei anderen Scannern funktioniert, lässt sich mit diesem Datensatz nicht messen.</translation>
        </message>
        <message>
            <source>I cannot tell</source>
            <translation>Ich kann es nicht sagen</translation>
        </message>
        <message>
            <source>I see another class; choose which</source>
            <translation>Ich sehe eine andere Klasse; auswählen, welche</translation>
        </message>
        <message>
            <source>I see no tumour</source>
            <translation>Ich sehe keinen Tumor</translation>
        </message>
        <message>
            <source>I see what the verdict says</source>
            <translation>Ich sehe, was das Urteil sagt</translation>
        </message>
        <message>
            <source>If a mode belongs to a class, it gives the class away.</source>
            <translation>Gehört eine Farbart zu einer Klasse, so verrät sie die Klasse.</translation>
        </message>
        <message>
            <source>If each class came from its own scanners, a network could learn the scanners instead of the classes.</source>
            <translation>Stammt jede Klasse von eigenen Scannern, könnte ein Netz die Scanner statt der Klassen lernen.</translation>
        </message>
        <message>
            <source>If they are two, give one of them another name and choose the images again.</source>
            <translation>Falls es zwei sind, eine umbenennen und die Bilder erneut wählen.</translation>
        </message>
        <message>
            <source>If they mean something else, keep the names as they are.</source>
            <translation>Falls sie etwas anderes bedeuten, die Namen beibehalten.</translation>
        </message>
        <message>
            <source>If you {leave}, its result is lost.</source>
            <translation>Bei „{leave}“ geht das Ergebnis verloren.</translation>
        </message>
        <message>
            <source>Image size</source>
            <translation>Bildgröße</translation>
        </message>
        <message>
            <source>ImageNet weights could not be downloaded ({reason})</source>
            <translation>die ImageNet-Gewichte konnten nicht heruntergeladen werden ({reason})</translation>
        </message>
        <message>
            <source>ImageNet weights for the chosen network, from a file.</source>
            <translation>ImageNet-Gewichte für das gewählte Netz, aus einer Datei.</translation>
        </message>
        <message>
            <source>ImageNet: everyday photographs</source>
            <translation>ImageNet: Alltagsfotos</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <source>Images ({patterns})</source>
            <translation>Bilder ({patterns})</translation>
        </message>
        <message>
            <source>Images are chosen in the first step; go back to it to drop a folder</source>
            <translation>Bilder werden im ersten Schritt gewählt; zum Ablegen eines Ordners dorthin zurückgehen</translation>
        </message>
        <message>
            <source>Images in other splits are not used: {splits}.</source>
            <translation>Bilder in anderen Teilen werden nicht verwendet: {splits}.</translation>
        </message>
        <message>
            <source>Images of {count} modes: {modes}.</source>
            <translation>Bilder in {count} Farbarten: {modes}.</translation>
        </message>
        <message>
            <source>Images to measure on</source>
            <translation>Bilder zum Messen</translation>
        </message>
        <message>
            <source>In brackets: 95 % intervals, by resampling patients (where the dataset names them) or images.</source>
            <translation>In Klammern: 95-%-Intervalle durch wiederholtes Ziehen von Patienten (wo der Datensatz sie nennt) oder Bildern.</translation>
        </message>
        <message>
            <source>In&amp;vert</source>
            <translation>&amp;Invertieren</translation>
        </message>
        <message>
            <source>Include</source>
            <translation>Enthalten</translation>
        </message>
        <message>
            <source>Initial image size</source>
            <translation>Anfängliche Bildgröße</translation>
        </message>
        <message>
            <source>Install</source>
            <translation>Installieren</translation>
        </message>
        <message>
            <source>Install TensorFlow as the line above says, then start again. Everything else in Falx works without it.</source>
            <translation>TensorFlow installieren, wie die Zeile darüber sagt, dann neu beginnen. Alles andere in Falx funktioniert ohne.</translation>
        </message>
        <message>
            <source>Install again</source>
            <translation>Erneut installieren</translation>
        </message>
        <message>
            <source>Install the model again, with the card as it is now</source>
            <translation>Das Modell mit der jetzigen Modellkarte erneut installieren</translation>
        </message>
        <message>
            <source>Install the model on this computer; the model in use stays in use</source>
            <translation>Das Modell auf diesem Computer installieren; das Modell in Gebrauch bleibt in Gebrauch</translation>
        </message>
        <message>
            <source>Install the model {model} again?</source>
            <translation>Das Modell {model} erneut installieren?</translation>
        </message>
        <message>
            <source>Install the model {model}?</source>
            <translation>Das Modell {model} installieren?</translation>
        </message>
        <message>
            <source>Installed</source>
            <translation>Installiert</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>Unterbrochen</translation>
        </message>
        <message>
            <source>It holds no records yet</source>
            <translation>Er enthält noch keine Ergebniszeilen</translation>
        </message>
        <message>
            <source>It is coarse, and takes a few seconds.</source>
            <translation>Sie ist grob und dauert einige Sekunden.</translation>
        </message>
        <message>
            <source>It is not counted as a class.</source>
            <translation>Er wird nicht als Klasse gezählt.</translation>
        </message>
        <message>
            <source>It is the model in use.</source>
            <translation>Es ist das Modell in Gebrauch.</translation>
        </message>
        <message>
            <source>It may miss a tumour.</source>
            <translation>Sie kann einen Tumor verfehlen.</translation>
        </message>
        <message>
            <source>It may miss the tumour.</source>
            <translation>Sie kann den Tumor verfehlen.</translation>
        </message>
        <message>
            <source>It may need {need:.1f} GB of memory, and this computer has {has:.0f} GB: choose a smaller image size.</source>
            <translation>Es kann {need:.1f} GB Arbeitsspeicher brauchen, und dieser Computer hat {has:.0f} GB: eine kleinere Bildgröße wählen.</translation>
        </message>
        <message>
            <source>It may need {need:.1f} GB of memory.</source>
            <translation>Es kann {need:.1f} GB Arbeitsspeicher brauchen.</translation>
        </message>
        <message>
            <source>It may need {need:.1f} GB of this computer's {has:.0f} GB of memory.</source>
            <translation>Es kann {need:.1f} GB der {has:.0f} GB Arbeitsspeicher dieses Computers brauchen.</translation>
        </message>
        <message>
            <source>It replaces your earlier notes on them. You can undo it until the next answer.</source>
            <translation>Sie ersetzt Ihre früheren Anmerkungen dazu. Bis zur nächsten Antwort lässt sie sich rückgängig machen.</translation>
        </message>
        <message>
            <source>It replaces your earlier opinions of them. You can undo it until the next answer.</source>
            <translation>Sie ersetzt die früheren Beurteilungen. Dies lässt sich bis zur nächsten Antwort rückgängig machen.</translation>
        </message>
        <message>
            <source>Its hottest point was inside the tumour in {share} of {images} {origin} ({low} to {high}).</source>
            <translation>Der heißeste Punkt lag in {share} der Fälle im Tumor ({images} {origin}; {low} bis {high}).</translation>
        </message>
        <message>
            <source>Its name</source>
            <translation>Sein Name</translation>
        </message>
        <message>
            <source>Its number</source>
            <translation>Seine Nummer</translation>
        </message>
        <message>
            <source>JPEG of the old kind</source>
            <translation>JPEG der alten Art</translation>
        </message>
        <message>
            <source>JSON Lines (*.jsonl)</source>
            <translation>JSON Lines (*.jsonl)</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Keep Falx open</source>
            <translation>Falx geöffnet lassen</translation>
        </message>
        <message>
            <source>Keep a &amp;history</source>
            <translation>&amp;Verlauf führen</translation>
        </message>
        <message>
            <source>Keep one of each, or name copies as one group.</source>
            <translation>Je eine behalten oder Kopien als eine Gruppe benennen.</translation>
        </message>
        <message>
            <source>Keep the names as they are</source>
            <translation>Die Namen beibehalten</translation>
        </message>
        <message>
            <source>Keep the window open</source>
            <translation>Fenster geöffnet lassen</translation>
        </message>
        <message>
            <source>Keep this window as my own {slot}</source>
            <translation>Dieses Fenster als mein eigenes {slot} merken</translation>
        </message>
        <message>
            <source>Keep verdicts, with paths, on this computer; History lists and deletes them</source>
            <translation>Urteile mit Pfaden auf diesem Computer sichern; der Verlauf führt sie auf und löscht sie</translation>
        </message>
        <message>
            <source>Keep window on {slot}</source>
            <translation>Fenster auf {slot} merken</translation>
        </message>
        <message>
            <source>Keeps the computer responsive for other programs.</source>
            <translation>Hält den Computer für andere Programme reaktionsfähig.</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>Beibehalten</translation>
        </message>
        <message>
            <source>Kept {window}. Press {slot} to use it.</source>
            <translation>{window} gemerkt. Mit {slot} verwenden.</translation>
        </message>
        <message>
            <source>Kept: {done} of fine-tuning.</source>
            <translation>Gesichert: {done} der Feinabstimmung.</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Taste</translation>
        </message>
        <message>
            <source>Keys and mouse</source>
            <translation>Tasten und Maus</translation>
        </message>
        <message>
            <source>LAST OPENED</source>
            <translation>ZULETZT GEÖFFNET</translation>
        </message>
        <message>
            <source>LEARNING</source>
            <translation>LERNEN</translation>
        </message>
        <message>
            <source>Largest angle, in either direction.</source>
            <translation>Größter Winkel, in beide Richtungen.</translation>
        </message>
        <message>
            <source>Largest change in size, larger or smaller.</source>
            <translation>Größte Änderung der Größe, größer oder kleiner.</translation>
        </message>
        <message>
            <source>Largest change in width, wider or narrower.</source>
            <translation>Größte Änderung der Breite, breiter oder schmaler.</translation>
        </message>
        <message>
            <source>Largest change of the mid greys, darker or brighter.</source>
            <translation>Größte Änderung der mittleren Grauwerte, dunkler oder heller.</translation>
        </message>
        <message>
            <source>Largest change, darker or brighter.</source>
            <translation>Größte Änderung, dunkler oder heller.</translation>
        </message>
        <message>
            <source>Largest shift, as a share of the side.</source>
            <translation>Größte Verschiebung, als Anteil der Seite.</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <translation>Letzte 30 Tage</translation>
        </message>
        <message>
            <source>Last 365 days</source>
            <translation>Letzte 365 Tage</translation>
        </message>
        <message>
            <source>Last 7 days</source>
            <translation>Letzte 7 Tage</translation>
        </message>
        <message>
            <source>Learn from the outlines</source>
            <translation>Von den Umrissen lernen</translation>
        </message>
        <message>
            <source>Learning rate of fine-tuning</source>
            <translation>Lernrate der Feinabstimmung</translation>
        </message>
        <message>
            <source>Learning rate of the head</source>
            <translation>Lernrate des Netzkopfs</translation>
        </message>
        <message>
            <source>Learning what other pictures look like</source>
            <translation>Gelernt wird, wie andere Bilder aussehen</translation>
        </message>
        <message>
            <source>Learning what the training images look like</source>
            <translation>Gelernt wird, wie die Trainingsbilder aussehen</translation>
        </message>
        <message>
            <source>Leave these copies out of the test</source>
            <translation>Diese Kopien aus dem Test lassen</translation>
        </message>
        <message>
            <source>Leave these images out</source>
            <translation>Diese Bilder auslassen</translation>
        </message>
        <message>
            <source>Left drag</source>
            <translation>Linke Maustaste ziehen</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>Ausgelassen</translation>
        </message>
        <message>
            <source>Left out because they are in no class folder: {images}.</source>
            <translation>Ausgelassen, weil in keinem Klassenordner: {images}.</translation>
        </message>
        <message>
            <source>Left out because they are neither splits nor classes: {names}.</source>
            <translation>Ausgelassen, weil weder Teil noch Klasse: {names}.</translation>
        </message>
        <message>
            <source>Left out of {archive}: {name} ({reason}){more}.</source>
            <translation>Aus {archive} ausgelassen: {name} ({reason}){more}.</translation>
        </message>
        <message>
            <source>Letters, digits, spaces and . + - _</source>
            <translation>Buchstaben, Ziffern, Leerzeichen und . + - _</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Niveau</translation>
        </message>
        <message>
            <source>Level of the verdicts</source>
            <translation>Niveau der Urteile</translation>
        </message>
        <message>
            <source>Level: {level}</source>
            <translation>Niveau: {level}</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Like the training data: {is_like} (novelty {novelty:.2f})</source>
            <translation>Ähnlich den Trainingsdaten: {is_like} (Neuheit {novelty:.2f})</translation>
        </message>
        <message>
            <source>Listing the images</source>
            <translation>Die Bilder werden aufgelistet</translation>
        </message>
        <message>
            <source>Load settings</source>
            <translation>Einstellungen laden</translation>
        </message>
        <message>
            <source>Load settings…</source>
            <translation>Laden …</translation>
        </message>
        <message>
            <source>Localizer</source>
            <translation>Übersichtsaufnahme</translation>
        </message>
        <message>
            <source>Localizers</source>
            <translation>Übersichtsaufnahmen</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Log loss (lower is better)</source>
            <translation>Log-Loss (niedriger ist besser)</translation>
        </message>
        <message>
            <source>Look first</source>
            <translation>Anlass</translation>
        </message>
        <message>
            <source>Looking at examples</source>
            <translation>Beispiele werden angesehen</translation>
        </message>
        <message>
            <source>Looking for images, {done:,} found so far…</source>
            <translation>Bilder werden gesucht, bisher {done:,} gefunden …</translation>
        </message>
        <message>
            <source>Looking for neighbouring slices</source>
            <translation>Benachbarte Schichten werden gesucht</translation>
        </message>
        <message>
            <source>Looking into it: {images} so far…</source>
            <translation>Wird durchgesehen: bisher {images} …</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Verlust</translation>
        </message>
        <message>
            <source>MODEL CARD</source>
            <translation>MODELLKARTE</translation>
        </message>
        <message>
            <source>MY OPINION</source>
            <translation>BEURTEILUNG</translation>
        </message>
        <message>
            <source>Make a dataset of all your opinions, to train on</source>
            <translation>Aus allen eigenen Beurteilungen einen Datensatz für ein Training erstellen</translation>
        </message>
        <message>
            <source>Make a model from {what}</source>
            <translation>Modell aus {what} erstellen</translation>
        </message>
        <message>
            <source>Makes a model without further training. It gets the weights of {network}.</source>
            <translation>Erstellt ein Modell ohne weiteres Training. Es erhält die Gewichte: {network}.</translation>
        </message>
        <message>
            <source>Making the model package</source>
            <translation>Das Modellpaket wird erstellt</translation>
        </message>
        <message>
            <source>Manifest</source>
            <translation>Manifest</translation>
        </message>
        <message>
            <source>Manifest…</source>
            <translation>Manifest …</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>Mittel</translation>
        </message>
        <message>
            <source>Mean of minus the logarithm of the probability of the true class: 0 is perfect, and sure mistakes cost most.</source>
            <translation>Mittel des negativen Logarithmus der Wahrscheinlichkeit der wahren Klasse: 0 ist perfekt, und sichere Fehler kosten am meisten.</translation>
        </message>
        <message>
            <source>Mean over the classes of the share that is classified correctly, so that rare classes count as much as others.</source>
            <translation>Mittel des richtig klassifizierten Anteils über die Klassen, sodass seltene Klassen so viel zählen wie andere.</translation>
        </message>
        <message>
            <source>Measure again</source>
            <translation>Erneut messen</translation>
        </message>
        <message>
            <source>Measure on</source>
            <translation>Messen an</translation>
        </message>
        <message>
            <source>Measured from the steps so far; the whole may end earlier if the network stops improving.</source>
            <translation>Aus den bisherigen Schritten gemessen; das Ganze kann früher enden, wenn sich das Netz nicht mehr verbessert.</translation>
        </message>
        <message>
            <source>Measured on images that were kept out of this training.</source>
            <translation>An Bildern gemessen, die von diesem Training ausgenommen waren.</translation>
        </message>
        <message>
            <source>Measured on the validation images, which also served {purposes}, so the figures are too optimistic. For reliable figures, measure on images of patients that the training did not use.</source>
            <translation>An den Validierungsbildern gemessen, die auch für {purposes} dienten, daher sind die Werte zu optimistisch. Für verlässliche Werte an Bildern von Patienten messen, die das Training nicht verwendet hat.</translation>
        </message>
        <message>
            <source>Measurements ({lines})</source>
            <translation>Messungen ({lines})</translation>
        </message>
        <message>
            <source>Measuring</source>
            <translation>Wird gemessen</translation>
        </message>
        <message>
            <source>Measuring on the validation images</source>
            <translation>An den Validierungsbildern wird gemessen</translation>
        </message>
        <message>
            <source>Measuring the model</source>
            <translation>Das Modell wird gemessen</translation>
        </message>
        <message>
            <source>Measuring the model…</source>
            <translation>Das Modell wird gemessen …</translation>
        </message>
        <message>
            <source>Measuring this computer</source>
            <translation>Dieser Computer wird gemessen</translation>
        </message>
        <message>
            <source>Measuring this computer…</source>
            <translation>Dieser Computer wird gemessen …</translation>
        </message>
        <message>
            <source>Measuring {name}</source>
            <translation>Messung {name}</translation>
        </message>
        <message>
            <source>Meningioma</source>
            <translation>Meningeom</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
        <message>
            <source>Method of the heat map</source>
            <translation>Verfahren der Heatmap</translation>
        </message>
        <message>
            <source>Middle drag, space drag</source>
            <translation>Mittlere Maustaste ziehen, Leertaste + ziehen</translation>
        </message>
        <message>
            <source>Mirror</source>
            <translation>Spiegelung</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Model &amp;card</source>
            <translation>Modell&amp;karte</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>Modellkarte</translation>
        </message>
        <message>
            <source>Model card of {title}</source>
            <translation>Modellkarte von {title}</translation>
        </message>
        <message>
            <source>Model card, formatted</source>
            <translation>Modellkarte, formatiert</translation>
        </message>
        <message>
            <source>Model in use</source>
            <translation>Modell in Gebrauch</translation>
        </message>
        <message>
            <source>Model of this pane</source>
            <translation>Modell dieser Ansicht</translation>
        </message>
        <message>
            <source>Model package (*{model_suffix} *.zip)</source>
            <translation>Modellpaket (*{model_suffix} *.zip)</translation>
        </message>
        <message>
            <source>Model: {model_title}</source>
            <translation>Modell: {model_title}</translation>
        </message>
        <message>
            <source>Model: {title}</source>
            <translation>Modell: {title}</translation>
        </message>
        <message>
            <source>Models and weights (*{model_suffix} *.zip *.h5 *.npz);;All files (*)</source>
            <translation>Modelle und Gewichte (*{model_suffix} *.zip *.h5 *.npz);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Most suspicious</source>
            <translation>Auffälligste</translation>
        </message>
        <message>
            <source>My &amp;opinion</source>
            <translation>Meine &amp;Beurteilung</translation>
        </message>
        <message>
            <source>My note</source>
            <translation>Eigene Anmerkung</translation>
        </message>
        <message>
            <source>My opinion</source>
            <translation>Beurteilung</translation>
        </message>
        <message>
            <source>My opinion: {answer}</source>
            <translation>Meine Beurteilung: {answer}</translation>
        </message>
        <message>
            <source>My window {slot}</source>
            <translation>Mein Fenster {slot}</translation>
        </message>
        <message>
            <source>My window {slot} (not set)</source>
            <translation>Mein Fenster {slot} (nicht belegt)</translation>
        </message>
        <message>
            <source>My window: {window}</source>
            <translation>Mein Fenster: {window}</translation>
        </message>
        <message>
            <source>NEW MODEL</source>
            <translation>NEUES MODELL</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Name of the file (it may hold a patient's name)</source>
            <translation>Name der Datei (er kann den Namen eines Patienten enthalten)</translation>
        </message>
        <message>
            <source>Name or remark</source>
            <translation>Name oder Bemerkung</translation>
        </message>
        <message>
            <source>Name the hospital, scanner or collection of each image in the column source of a manifest.</source>
            <translation>Krankenhaus, Scanner oder Sammlung jedes Bildes in der Spalte source eines Manifests nennen.</translation>
        </message>
        <message>
            <source>NeXT's method</source>
            <translation>dem Verfahren von NeXT</translation>
        </message>
        <message>
            <source>Nearest neighbour (baseline without learning)</source>
            <translation>Nächster Nachbar (Vergleich ohne Lernen)</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>New key</source>
            <translation>Neue Taste</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>Next &amp;suspicious slice</source>
            <translation>Nächste &amp;auffällige Schicht</translation>
        </message>
        <message>
            <source>Next file (Page down)</source>
            <translation>Nächste Datei (Bild ab)</translation>
        </message>
        <message>
            <source>No answer</source>
            <translation>Keine Antwort</translation>
        </message>
        <message>
            <source>No balance</source>
            <translation>Kein Ausgleich</translation>
        </message>
        <message>
            <source>No class is given.</source>
            <translation>Keine Klasse wird angegeben.</translation>
        </message>
        <message>
            <source>No class of these images is {lesion}: lesions that are drawn count as {drawn}.</source>
            <translation>Keine Klasse dieser Bilder ist {lesion}: Gezeichnete Läsionen zählen als {drawn}.</translation>
        </message>
        <message>
            <source>No entry fits these filters.</source>
            <translation>Kein Eintrag passt zu diesen Filtern.</translation>
        </message>
        <message>
            <source>No figures</source>
            <translation>Keine Werte</translation>
        </message>
        <message>
            <source>No folder chosen</source>
            <translation>Kein Ordner gewählt</translation>
        </message>
        <message>
            <source>No heat map</source>
            <translation>Keine Heatmap</translation>
        </message>
        <message>
            <source>No image is in the dataset more than once.</source>
            <translation>Kein Bild kommt im Datensatz mehrfach vor.</translation>
        </message>
        <message>
            <source>No images in it</source>
            <translation>Keine Bilder darin</translation>
        </message>
        <message>
            <source>No images of class {name} in {splits}.</source>
            <translation>Keine Bilder der Klasse {name} in {splits}.</translation>
        </message>
        <message>
            <source>No images were found</source>
            <translation>Keine Bilder gefunden</translation>
        </message>
        <message>
            <source>No images yet</source>
            <translation>Noch keine Bilder</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>Keine Taste</translation>
        </message>
        <message>
            <source>No kind of tumour is plausible at this level. There may still be a tumour.</source>
            <translation>Keine Art von Tumor ist auf diesem Niveau plausibel. Trotzdem kann ein Tumor vorliegen.</translation>
        </message>
        <message>
            <source>No model</source>
            <translation>Kein Modell</translation>
        </message>
        <message>
            <source>No model could be opened.</source>
            <translation>Kein Modell ließ sich öffnen.</translation>
        </message>
        <message>
            <source>No opinion among these entries names a class.</source>
            <translation>Keine Beurteilung in diesen Einträgen nennt eine Klasse.</translation>
        </message>
        <message>
            <source>No other class is plausible at this level. It may still be another class.</source>
            <translation>Keine andere Klasse ist auf diesem Niveau plausibel. Trotzdem kann es eine andere Klasse sein.</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>Kein Bild</translation>
        </message>
        <message>
            <source>No result yet</source>
            <translation>Noch kein Ergebnis</translation>
        </message>
        <message>
            <source>No run</source>
            <translation>Kein Lauf</translation>
        </message>
        <message>
            <source>No suspicious slice {where} this one.</source>
            <translation>Keine auffällige Schicht {where} dieser.</translation>
        </message>
        <message>
            <source>No suspicious slice {where} this one{so_far}: of {total}, {left_out}.</source>
            <translation>Keine auffällige Schicht {where} dieser{so_far}: von {total} {left_out}.</translation>
        </message>
        <message>
            <source>No training yet</source>
            <translation>Noch kein Training</translation>
        </message>
        <message>
            <source>No tumour</source>
            <translation>Kein Tumor</translation>
        </message>
        <message>
            <source>No tumour found</source>
            <translation>Kein Tumor gefunden</translation>
        </message>
        <message>
            <source>No tumour found in {slices}{first}.{left_out}</source>
            <translation>Kein Tumor gefunden in {slices}{first}.{left_out}</translation>
        </message>
        <message>
            <source>No verdict on the study. {verdict}.{left_out}</source>
            <translation>Kein Urteil über die Untersuchung. {verdict}.{left_out}</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>Rauschen</translation>
        </message>
        <message>
            <source>None of the slices could be read.</source>
            <translation>Keine der Schichten ist lesbar.</translation>
        </message>
        <message>
            <source>None of the {images} has a copy {where}.</source>
            <translation>Geprüft: {images}; keines hat eine Kopie {where}.</translation>
        </message>
        <message>
            <source>Not a brain MRI</source>
            <translation>Kein Gehirn-MRT</translation>
        </message>
        <message>
            <source>Not all of it was read: </source>
            <translation>Nicht alles wurde gelesen: </translation>
        </message>
        <message>
            <source>Not kept. {words}</source>
            <translation>Nicht gesichert. {words}</translation>
        </message>
        <message>
            <source>Not measured</source>
            <translation>Nicht gemessen</translation>
        </message>
        <message>
            <source>Not measured: the measurement was stopped.</source>
            <translation>Nicht gemessen: Die Messung wurde angehalten.</translation>
        </message>
        <message>
            <source>Not measured: {message}</source>
            <translation>Nicht gemessen: {message}</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Nicht jetzt</translation>
        </message>
        <message>
            <source>Not reproduced. {facts}</source>
            <translation>Nicht reproduziert. {facts}</translation>
        </message>
        <message>
            <source>Not&amp;e</source>
            <translation>An&amp;merkung</translation>
        </message>
        <message>
            <source>Not&amp;e…</source>
            <translation>An&amp;merkung …</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Anmerkung</translation>
        </message>
        <message>
            <source>Note on my opinion</source>
            <translation>Anmerkung zu meiner Beurteilung</translation>
        </message>
        <message>
            <source>Note on {slices}, in place of different ones:</source>
            <translation>Anmerkung zu {slices} anstelle verschiedener:</translation>
        </message>
        <message>
            <source>Note on {slices}.</source>
            <translation>Anmerkung zu {slices}.</translation>
        </message>
        <message>
            <source>Note on {slices}:</source>
            <translation>Anmerkung zu {slices}:</translation>
        </message>
        <message>
            <source>Note removed from {slices}.</source>
            <translation>Anmerkung zu {slices} entfernt.</translation>
        </message>
        <message>
            <source>Note: {note}</source>
            <translation>Anmerkung: {note}</translation>
        </message>
        <message>
            <source>Nothing can be learnt from them.</source>
            <translation>Daraus lässt sich nichts lernen.</translation>
        </message>
        <message>
            <source>Nothing has been logged yet.</source>
            <translation>Noch wurde nichts protokolliert.</translation>
        </message>
        <message>
            <source>Nothing has to be done. To check all: falx audit.</source>
            <translation>Nichts zu tun. Um alle zu prüfen: falx audit.</translation>
        </message>
        <message>
            <source>Nothing has to be done: rare classes weigh more in training. They can be drawn more often instead.</source>
            <translation>Nichts muss getan werden: Seltene Klassen wiegen im Training mehr. Sie lassen sich stattdessen öfter zeigen.</translation>
        </message>
        <message>
            <source>Nothing has to be done: training leaves them out.</source>
            <translation>Nichts zu tun: Das Training lässt sie aus.</translation>
        </message>
        <message>
            <source>Nothing has to be done: validation data and folds are cut so that copies stay together.</source>
            <translation>Nichts zu tun: Validierungsdaten und Folds werden so geschnitten, dass Kopien beisammen bleiben.</translation>
        </message>
        <message>
            <source>Nothing is kept yet</source>
            <translation>Noch nichts gesichert</translation>
        </message>
        <message>
            <source>Nothing is open. Open a series or a volume to go from slice to slice.</source>
            <translation>Nichts ist geöffnet. Eine Serie oder ein Volumen öffnen, um von Schicht zu Schicht zu gehen.</translation>
        </message>
        <message>
            <source>Nothing to show yet</source>
            <translation>Noch nichts zu zeigen</translation>
        </message>
        <message>
            <source>Nothing will be changed.</source>
            <translation>Nichts wird geändert.</translation>
        </message>
        <message>
            <source>Notice</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>Novelty</source>
            <translation>Neuheit</translation>
        </message>
        <message>
            <source>Novelty: how far the picture is from the training data; above 1, it is outside.</source>
            <translation>Neuheit: wie weit das Bild von den Trainingsdaten entfernt ist; über 1 liegt es außerhalb.</translation>
        </message>
        <message>
            <source>Number of images in each training step. Fewer images need less memory.</source>
            <translation>Anzahl der Bilder in jedem Trainingsschritt. Weniger Bilder brauchen weniger Arbeitsspeicher.</translation>
        </message>
        <message>
            <source>Numbers of slices: a row for each folder, a column for each most probable class</source>
            <translation>Anzahl der Schichten: eine Zeile je Ordner, eine Spalte je wahrscheinlichster Klasse</translation>
        </message>
        <message>
            <source>Occlusion</source>
            <translation>Verdeckung</translation>
        </message>
        <message>
            <source>Of the display. The verdict comes from the picture through its own, unless you classify as displayed (D).</source>
            <translation>Der Anzeige. Das Urteil entsteht aus dem Bild durch sein eigenes Fenster, außer bei „Wie angezeigt klassifizieren“ (D).</translation>
        </message>
        <message>
            <source>Of {images} images, about {kept} will be kept for validation.</source>
            <translation>Von {images} Bildern werden etwa {kept} zur Validierung zurückgehalten.</translation>
        </message>
        <message>
            <source>Of {slices}, by the most probable class. A name may be wrong.{refused}{others}{unread}</source>
            <translation>Von {slices}, nach der wahrscheinlichsten Klasse. Ein Name kann falsch sein.{refused}{others}{unread}</translation>
        </message>
        <message>
            <source>On slices like those of the calibration, the answer to each question (is there a tumour, and of which kind?) holds the truth for {level} of 100 slices. This is how often verdicts are right, not how probable this one is.</source>
            <translation>Bei Schichten wie denen der Kalibrierung enthält die Antwort auf jede Frage (Liegt ein Tumor vor, und welcher Art?) in {level} von 100 Schichten die Wahrheit. So oft sind Urteile richtig; es ist nicht die Wahrscheinlichkeit dieses einen.</translation>
        </message>
        <message>
            <source>One more is</source>
            <translation>Ein weiteres ist</translation>
        </message>
        <message>
            <source>One of the two labels is wrong, and the network is trained on both.</source>
            <translation>Eines der beiden Label ist falsch, und das Netz wird mit beiden trainiert.</translation>
        </message>
        <message>
            <source>One window for the &amp;series</source>
            <translation>Ein Fenster für die &amp;Serie</translation>
        </message>
        <message>
            <source>Only for cross-validation.</source>
            <translation>Nur für die Kreuzvalidierung.</translation>
        </message>
        <message>
            <source>Only one model is installed. Drop another one on the window to install it, then compare.</source>
            <translation>Nur ein Modell ist installiert. Ein weiteres zum Installieren auf das Fenster ziehen, dann vergleichen.</translation>
        </message>
        <message>
            <source>Only one series is open. Open another study, then compare.</source>
            <translation>Nur eine Serie ist geöffnet. Eine weitere Untersuchung öffnen, dann vergleichen.</translation>
        </message>
        <message>
            <source>Only the first slice of each was checked, as in training.</source>
            <translation>Nur die jeweils erste Schicht wurde geprüft, wie im Training.</translation>
        </message>
        <message>
            <source>Only {name} is chosen: an evaluation measures one dataset.</source>
            <translation>Nur {name} ist gewählt: Eine Bewertung misst an einem einzigen Datensatz.</translation>
        </message>
        <message>
            <source>Opacity</source>
            <translation>Deckkraft</translation>
        </message>
        <message>
            <source>Opacity of the heat map</source>
            <translation>Deckkraft der Heatmap</translation>
        </message>
        <message>
            <source>Opacity of the hottest point ([ and ])</source>
            <translation>Deckkraft des heißesten Punkts ([ und ])</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open &amp;folder…</source>
            <translation>&amp;Ordner öffnen …</translation>
        </message>
        <message>
            <source>Open &amp;recent</source>
            <translation>&amp;Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Open a &amp;synthetic sample</source>
            <translation>&amp;Synthetisches Beispiel öffnen</translation>
        </message>
        <message>
            <source>Open a file…</source>
            <translation>Datei öffnen …</translation>
        </message>
        <message>
            <source>Open a folder</source>
            <translation>Ordner öffnen</translation>
        </message>
        <message>
            <source>Open a folder or CD…</source>
            <translation>Ordner oder CD öffnen …</translation>
        </message>
        <message>
            <source>Open a picture first, then compare.</source>
            <translation>Zuerst ein Bild öffnen, dann vergleichen.</translation>
        </message>
        <message>
            <source>Open a picture to check its heat map.</source>
            <translation>Ein Bild öffnen, um seine Heatmap zu prüfen.</translation>
        </message>
        <message>
            <source>Open a picture to see what the network gets of it.</source>
            <translation>Ein Bild öffnen, um zu sehen, was das Netz davon erhält.</translation>
        </message>
        <message>
            <source>Open a picture…</source>
            <translation>Bild öffnen …</translation>
        </message>
        <message>
            <source>Open a synthetic sample</source>
            <translation>Synthetisches Beispiel öffnen</translation>
        </message>
        <message>
            <source>Open an earlier run</source>
            <translation>Früheren Lauf öffnen</translation>
        </message>
        <message>
            <source>Open an earlier run…</source>
            <translation>Früheren Lauf öffnen …</translation>
        </message>
        <message>
            <source>Open another file…</source>
            <translation>Andere Datei öffnen …</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>Ordner öffnen</translation>
        </message>
        <message>
            <source>Open report</source>
            <translation>Bericht öffnen</translation>
        </message>
        <message>
            <source>Open studies</source>
            <translation>Geöffnete Untersuchungen</translation>
        </message>
        <message>
            <source>Open the full report of the evaluation in the browser</source>
            <translation>Den vollständigen Bericht der Auswertung im Browser öffnen</translation>
        </message>
        <message>
            <source>Opens the guide in the browser; no network is needed</source>
            <translation>Öffnet die Anleitung im Browser; ein Netz ist nicht nötig</translation>
        </message>
        <message>
            <source>Opens {page} in the browser</source>
            <translation>Öffnet {page} im Browser</translation>
        </message>
        <message>
            <source>Opinions on synthetic samples are not kept.</source>
            <translation>Beurteilungen synthetischer Beispiele werden nicht gesichert.</translation>
        </message>
        <message>
            <source>Other class</source>
            <translation>Andere</translation>
        </message>
        <message>
            <source>Other pictures</source>
            <translation>Andere Bilder</translation>
        </message>
        <message>
            <source>Other programs first</source>
            <translation>Andere Programme zuerst</translation>
        </message>
        <message>
            <source>Other sequence</source>
            <translation>Andere Sequenz</translation>
        </message>
        <message>
            <source>Own settings</source>
            <translation>Eigene Einstellungen</translation>
        </message>
        <message>
            <source>P&amp;lay</source>
            <translation>Abs&amp;pielen</translation>
        </message>
        <message>
            <source>PDF, to print or send</source>
            <translation>PDF, zum Drucken oder Versenden</translation>
        </message>
        <message>
            <source>Pa&amp;use</source>
            <translation>Pa&amp;use</translation>
        </message>
        <message>
            <source>Password needed</source>
            <translation>Passwort nötig</translation>
        </message>
        <message>
            <source>Patience</source>
            <translation>Geduld</translation>
        </message>
        <message>
            <source>Patient and study, as the picture's file states them:</source>
            <translation>Patient und Untersuchung, wie die Datei des Bildes sie angibt:</translation>
        </message>
        <message>
            <source>Patients' na&amp;mes</source>
            <translation>&amp;Patientennamen</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Pausiert</translation>
        </message>
        <message>
            <source>Paused after the current step</source>
            <translation>Nach dem laufenden Schritt pausiert</translation>
        </message>
        <message>
            <source>Paused: classifying {title}</source>
            <translation>Pausiert: {title} wird klassifiziert</translation>
        </message>
        <message>
            <source>Paused{done}{whole}</source>
            <translation>Pausiert{done}{whole}</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Picture of the view (PNG)</source>
            <translation>Bild der Ansicht (PNG)</translation>
        </message>
        <message>
            <source>Pituitary tumour</source>
            <translation>Hypophysentumor</translation>
        </message>
        <message>
            <source>Pixels between two cells of the heat map: fewer pixels show more detail and take longer.</source>
            <translation>Pixel zwischen zwei Zellen der Heatmap: Weniger Pixel zeigen mehr Einzelheiten und dauern länger.</translation>
        </message>
        <message>
            <source>Plausible at {level}: {names}</source>
            <translation>Plausibel bei {level}: {names}</translation>
        </message>
        <message>
            <source>Play the stack</source>
            <translation>Stapel abspielen</translation>
        </message>
        <message>
            <source>Play the stack, or pause</source>
            <translation>Stapel abspielen oder pausieren</translation>
        </message>
        <message>
            <source>Plot of the check</source>
            <translation>Diagramm der Prüfung</translation>
        </message>
        <message>
            <source>Pre&amp;vious file or series</source>
            <translation>&amp;Vorherige Datei oder Serie</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Präzision</translation>
        </message>
        <message>
            <source>Prediction sets of one class</source>
            <translation>Vorhersagemengen aus einer Klasse</translation>
        </message>
        <message>
            <source>Prediction sets with the true class</source>
            <translation>Vorhersagemengen mit der wahren Klasse</translation>
        </message>
        <message>
            <source>Preparing</source>
            <translation>Wird vorbereitet</translation>
        </message>
        <message>
            <source>Preparing {name}</source>
            <translation>Vorbereitung {name}</translation>
        </message>
        <message>
            <source>Press Start</source>
            <translation>Start drücken</translation>
        </message>
        <message>
            <source>Previous file (Page up)</source>
            <translation>Vorherige Datei (Bild auf)</translation>
        </message>
        <message>
            <source>Previous suspicious slice</source>
            <translation>Vorherige auffällige Schicht</translation>
        </message>
        <message>
            <source>Probabilities differ by up to {value:.1f} percentage points.</source>
            <translation>Die Wahrscheinlichkeiten unterscheiden sich um bis zu {value:.1f} Prozentpunkte.</translation>
        </message>
        <message>
            <source>Probabilities: {shares}</source>
            <translation>Wahrscheinlichkeiten: {shares}</translation>
        </message>
        <message>
            <source>Probability of each class, and of the verdict; sorts by that of the verdict. Calibrated: of 100 slices that get 80 %, about 80 are so</source>
            <translation>Wahrscheinlichkeit jeder Klasse und des Urteils; sortiert nach der des Urteils. Kalibriert: Von 100 Schichten mit 80 % trifft es bei etwa 80 zu</translation>
        </message>
        <message>
            <source>Probability, calibrated</source>
            <translation>Wahrsch., kalibriert</translation>
        </message>
        <message>
            <source>Probability{of_what} {stated}</source>
            <translation>Wahrscheinlichkeit{of_what} {stated}</translation>
        </message>
        <message>
            <source>Problem</source>
            <translation>Problem</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Progress of the heat map</source>
            <translation>Fortschritt der Heatmap</translation>
        </message>
        <message>
            <source>Progress of this part</source>
            <translation>Fortschritt dieses Teils</translation>
        </message>
        <message>
            <source>Put all images of a group on one side.</source>
            <translation>Alle Bilder einer Gruppe auf eine Seite legen.</translation>
        </message>
        <message>
            <source>Put images into it, or continue without it.</source>
            <translation>Bilder hineinlegen oder ohne ihn weitermachen.</translation>
        </message>
        <message>
            <source>Quick look</source>
            <translation>Schnell</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>RANDOM CHANGES TO IMAGES</source>
            <translation>ZUFÄLLIGE ÄNDERUNGEN AN BILDERN</translation>
        </message>
        <message>
            <source>READER AGAINST MODEL</source>
            <translation>BEFUNDER UND MODELL</translation>
        </message>
        <message>
            <source>Random weights: nothing learnt before</source>
            <translation>Zufällige Gewichte: nichts zuvor gelernt</translation>
        </message>
        <message>
            <source>Re&amp;ctangle</source>
            <translation>&amp;Rechteck</translation>
        </message>
        <message>
            <source>Re&amp;do</source>
            <translation>Wieder&amp;holen</translation>
        </message>
        <message>
            <source>Re&amp;do {words}</source>
            <translation>Wieder&amp;holen: {words}</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Gelesen am</translation>
        </message>
        <message>
            <source>Reader against model</source>
            <translation>Befunder und Modell</translation>
        </message>
        <message>
            <source>Reading results</source>
            <translation>Ergebnisse werden gelesen</translation>
        </message>
        <message>
            <source>Reading results…</source>
            <translation>Ergebnisse werden gelesen …</translation>
        </message>
        <message>
            <source>Reading the images</source>
            <translation>Die Bilder werden gelesen</translation>
        </message>
        <message>
            <source>Reading the pictures…</source>
            <translation>Bilder werden gelesen …</translation>
        </message>
        <message>
            <source>Reading what the picture's file states…</source>
            <translation>Die Angaben in der Datei des Bildes werden gelesen …</translation>
        </message>
        <message>
            <source>Reading {done:,} of {total:,}…</source>
            <translation>Lesen: {done:,} von {total:,} …</translation>
        </message>
        <message>
            <source>Reading {name}</source>
            <translation>{name} wird gelesen</translation>
        </message>
        <message>
            <source>Reading {name}…</source>
            <translation>{name} wird gelesen …</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Wird gelesen …</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Bereit</translation>
        </message>
        <message>
            <source>Ready · {title} · {milliseconds:.0f} ms</source>
            <translation>Bereit · {title} · {milliseconds:.0f} ms</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>Trefferquote</translation>
        </message>
        <message>
            <source>Records (JSON Lines)…</source>
            <translation>Ergebniszeilen (JSON Lines) …</translation>
        </message>
        <message>
            <source>Rectangle</source>
            <translation>Rechteck</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Refused as no brain MRI</source>
            <translation>Abgelehnt, weil kein Gehirn-MRT</translation>
        </message>
        <message>
            <source>Refused as unlike the training data</source>
            <translation>Abgelehnt, weil anders als die Trainingsdaten</translation>
        </message>
        <message>
            <source>Remarks on the file: {words}</source>
            <translation>Bemerkungen zur Datei: {words}</translation>
        </message>
        <message>
            <source>Remember what is open when Falx is closed; off, nothing is remembered</source>
            <translation>Beim Schließen von Falx merken, was geöffnet ist; ausgeschaltet wird nichts gemerkt</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove the results of {title}</source>
            <translation>Ergebnisse von {title} entfernen</translation>
        </message>
        <message>
            <source>Remove the results of {title}?</source>
            <translation>Ergebnisse von {title} entfernen?</translation>
        </message>
        <message>
            <source>Remove these images from one of the sides, or measure on another set; do not publish the accuracy on this split as it is.</source>
            <translation>Diese Bilder auf einer der Seiten entfernen oder an anderen Bildern messen; die Genauigkeit auf dieser Aufteilung so nicht veröffentlichen.</translation>
        </message>
        <message>
            <source>Remove these results</source>
            <translation>Diese Ergebnisse entfernen</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>Ersetzen</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Bericht</translation>
        </message>
        <message>
            <source>Report to read (HTML)…</source>
            <translation>Bericht zum Lesen (HTML) …</translation>
        </message>
        <message>
            <source>Reproduced: the same file, the same model ({model}), the same verdict and probabilities.</source>
            <translation>Reproduziert: dieselbe Datei, dasselbe Modell ({model}), dasselbe Urteil und dieselben Wahrscheinlichkeiten.</translation>
        </message>
        <message>
            <source>Rescale Intercept is empty or not a number and was ignored</source>
            <translation>Rescale Intercept ist leer oder keine Zahl und wurde nicht beachtet</translation>
        </message>
        <message>
            <source>Rescale Slope is 0, empty or not a number and was ignored</source>
            <translation>Rescale Slope ist 0, leer oder keine Zahl und wurde nicht beachtet</translation>
        </message>
        <message>
            <source>Research use only</source>
            <translation>Nur für Forschung und Lehre</translation>
        </message>
        <message>
            <source>Research use only; not a medical device</source>
            <translation>Nur für Forschung und Lehre; kein Medizinprodukt</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>Alle zurücksetzen</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <source>Results are being saved.</source>
            <translation>Ergebnisse werden gespeichert.</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Resume a stopped training, watch one that runs elsewhere, or see the result of a finished one</source>
            <translation>Ein angehaltenes Training fortsetzen, ein anderswo laufendes verfolgen oder das Ergebnis eines abgeschlossenen ansehen</translation>
        </message>
        <message>
            <source>Resume the training: all finished epochs are kept. If it fails again, report the problem with the details below.</source>
            <translation>Das Training fortsetzen: Alle abgeschlossenen Epochen bleiben erhalten. Schlägt es erneut fehl, das Problem mit den Einzelheiten unten melden.</translation>
        </message>
        <message>
            <source>Resume the training: at most one epoch is lost. If it happens again, close other programs or choose a smaller image or batch size: too little memory is a frequent cause.</source>
            <translation>Das Training fortsetzen: Höchstens eine Epoche geht verloren. Geschieht es wieder, andere Programme schließen oder eine kleinere Bild- oder Batchgröße wählen: Zu wenig Arbeitsspeicher ist eine häufige Ursache.</translation>
        </message>
        <message>
            <source>Resumed after a pause</source>
            <translation>Nach einer Pause fortgesetzt</translation>
        </message>
        <message>
            <source>Resumed an earlier start</source>
            <translation>Früher begonnenen Lauf fortgesetzt</translation>
        </message>
        <message>
            <source>Right click</source>
            <translation>Rechtsklick</translation>
        </message>
        <message>
            <source>Right drag, Ctrl+wheel</source>
            <translation>Rechte Maustaste ziehen, Strg + Mausrad</translation>
        </message>
        <message>
            <source>Right when decided</source>
            <translation>Richtig, wenn entschieden</translation>
        </message>
        <message>
            <source>Rotate left</source>
            <translation>Nach links drehen</translation>
        </message>
        <message>
            <source>Rotate ri&amp;ght</source>
            <translation>Nach &amp;rechts drehen</translation>
        </message>
        <message>
            <source>Rotation</source>
            <translation>Drehung</translation>
        </message>
        <message>
            <source>Rows: the verdict. Columns: what I see.</source>
            <translation>Zeilen: das Urteil. Spalten: was ich sehe.</translation>
        </message>
        <message>
            <source>Ruler</source>
            <translation>Lineal</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Lauf</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>Erneut klassifizieren</translation>
        </message>
        <message>
            <source>Running in another process</source>
            <translation>Läuft in einem anderen Prozess</translation>
        </message>
        <message>
            <source>Running in another process: {done}</source>
            <translation>Läuft in einem anderen Prozess: {done}</translation>
        </message>
        <message>
            <source>S&amp;tudies</source>
            <translation>&amp;Untersuchungen</translation>
        </message>
        <message>
            <source>START FROM</source>
            <translation>AUSGANGSPUNKT</translation>
        </message>
        <message>
            <source>STUDIES</source>
            <translation>UNTERSUCHUNGEN</translation>
        </message>
        <message>
            <source>Same series</source>
            <translation>Gleiche Serie</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Save picture &amp;as…</source>
            <translation>Bild &amp;speichern unter …</translation>
        </message>
        <message>
            <source>Save picture as</source>
            <translation>Bild speichern unter</translation>
        </message>
        <message>
            <source>Save report as</source>
            <translation>Bericht speichern unter</translation>
        </message>
        <message>
            <source>Save results</source>
            <translation>Ergebnisse speichern</translation>
        </message>
        <message>
            <source>Save results as</source>
            <translation>Ergebnisse speichern unter</translation>
        </message>
        <message>
            <source>Save settings</source>
            <translation>Einstellungen speichern</translation>
        </message>
        <message>
            <source>Save settings…</source>
            <translation>Speichern …</translation>
        </message>
        <message>
            <source>Save the pasted picture as a file to keep an opinion on it.</source>
            <translation>Das eingefügte Bild als Datei speichern, um eine Beurteilung zu sichern.</translation>
        </message>
        <message>
            <source>Saved as {name}. You can also use the file with “falx train --config”.</source>
            <translation>Als {name} gespeichert. Die Datei lässt sich auch mit „falx train --config“ verwenden.</translation>
        </message>
        <message>
            <source>Saved in {value}</source>
            <translation>In {value} gespeichert</translation>
        </message>
        <message>
            <source>Saved {name}</source>
            <translation>{name} gespeichert</translation>
        </message>
        <message>
            <source>Saved {name}: {slices}{missing}</source>
            <translation>{name} gespeichert: {slices}{missing}</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Speichern …</translation>
        </message>
        <message>
            <source>Search commands and keys</source>
            <translation>Befehle und Tasten suchen</translation>
        </message>
        <message>
            <source>Search file, folder or note</source>
            <translation>Datei, Ordner oder Anmerkung suchen</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Startwert</translation>
        </message>
        <message>
            <source>Select rows first, then say what you think of them.</source>
            <translation>Zuerst Zeilen auswählen, dann beurteilen.</translation>
        </message>
        <message>
            <source>Sensitivity</source>
            <translation>Sensitivität</translation>
        </message>
        <message>
            <source>Series of this pane</source>
            <translation>Serie dieser Ansicht</translation>
        </message>
        <message>
            <source>Series {number:,}</source>
            <translation>Serie {number:,}</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>Eingestellt</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Several classes are plausible at this level. A person has to look.</source>
            <translation>Mehrere Klassen sind auf diesem Niveau plausibel. Ein Mensch muss nachsehen.</translation>
        </message>
        <message>
            <source>Share of images that are blurred or sharpened.</source>
            <translation>Anteil der Bilder, die weichgezeichnet oder geschärft werden.</translation>
        </message>
        <message>
            <source>Share of images that are cropped to an enlarged part.</source>
            <translation>Anteil der Bilder, die auf einen vergrößerten Teil beschnitten werden.</translation>
        </message>
        <message>
            <source>Share of images whose grey levels are remapped, as in another sequence.</source>
            <translation>Anteil der Bilder, deren Grauwerte wie in einer anderen Sequenz umgesetzt werden.</translation>
        </message>
        <message>
            <source>Share of images with JPEG artefacts.</source>
            <translation>Anteil der Bilder mit JPEG-Artefakten.</translation>
        </message>
        <message>
            <source>Share of images with a covered part.</source>
            <translation>Anteil der Bilder mit einem verdeckten Teil.</translation>
        </message>
        <message>
            <source>Share of the decided verdicts that agree with the true class.</source>
            <translation>Anteil der entschiedenen Urteile, die mit der wahren Klasse übereinstimmen.</translation>
        </message>
        <message>
            <source>Share of the epochs of fine-tuning with smaller images, if it starts with them.</source>
            <translation>Anteil der Epochen der Feinabstimmung mit kleineren Bildern, wenn sie damit beginnt.</translation>
        </message>
        <message>
            <source>Share of the folder's slices that were classified as its class</source>
            <translation>Anteil der Schichten des Ordners, die als seine Klasse klassifiziert wurden</translation>
        </message>
        <message>
            <source>Share of the images of the class that are taken for it.</source>
            <translation>Anteil der Bilder der Klasse, die für sie gehalten werden.</translation>
        </message>
        <message>
            <source>Share of the images taken for the class that are of it.</source>
            <translation>Anteil der für die Klasse gehaltenen Bilder, die zu ihr gehören.</translation>
        </message>
        <message>
            <source>Share of the images that get no class, because they are unlike the training data.</source>
            <translation>Anteil der Bilder, die keine Klasse bekommen, weil sie den Trainingsdaten nicht ähneln.</translation>
        </message>
        <message>
            <source>Share of the images whose most probable class is the true one.</source>
            <translation>Anteil der Bilder, deren wahrscheinlichste Klasse die wahre ist.</translation>
        </message>
        <message>
            <source>Share of the images whose novelty is above the first limit.</source>
            <translation>Anteil der Bilder, deren Neuheit über der ersten Grenze liegt.</translation>
        </message>
        <message>
            <source>Share of the images whose novelty is above the second limit.</source>
            <translation>Anteil der Bilder, deren Neuheit über der zweiten Grenze liegt.</translation>
        </message>
        <message>
            <source>Share of the images whose plausible classes include the true one.</source>
            <translation>Anteil der Bilder, deren plausible Klassen die wahre enthalten.</translation>
        </message>
        <message>
            <source>Share of the images with a tumour whose most probable class is a tumour.</source>
            <translation>Anteil der Bilder mit Tumor, deren wahrscheinlichste Klasse ein Tumor ist.</translation>
        </message>
        <message>
            <source>Share of the images with a tumour whose verdict is “No tumour found”: tumours that are missed.</source>
            <translation>Anteil der Bilder mit Tumor mit dem Urteil „Kein Tumor gefunden“: übersehene Tumoren.</translation>
        </message>
        <message>
            <source>Share of the images with exactly one plausible class.</source>
            <translation>Anteil der Bilder mit genau einer plausiblen Klasse.</translation>
        </message>
        <message>
            <source>Share of the images with one class as their verdict, or a tumour whose kind stays open.</source>
            <translation>Anteil der Bilder, deren Urteil eine einzige Klasse ist oder ein Tumor, dessen Art offen bleibt.</translation>
        </message>
        <message>
            <source>Share of the images without a tumour whose most probable class is “no tumour”.</source>
            <translation>Anteil der Bilder ohne Tumor, deren wahrscheinlichste Klasse „kein Tumor“ ist.</translation>
        </message>
        <message>
            <source>Share of the images without a tumour whose verdict is a tumour: false alarms.</source>
            <translation>Anteil der Bilder ohne Tumor, deren Urteil ein Tumor ist: Fehlalarme.</translation>
        </message>
        <message>
            <source>Share of the images without a tumour whose verdict is “No tumour found”.</source>
            <translation>Anteil der Bilder ohne Tumor mit dem Urteil „Kein Tumor gefunden“.</translation>
        </message>
        <message>
            <source>Share of the outlined tumours inside which the hottest point of the heat map is.</source>
            <translation>Anteil der umrandeten Tumoren, in denen der heißeste Punkt der Heatmap liegt.</translation>
        </message>
        <message>
            <source>Share of the slices classified as this class that are in its folder</source>
            <translation>Anteil der als diese Klasse klassifizierten Schichten, die in ihrem Ordner liegen</translation>
        </message>
        <message>
            <source>Share of the slices whose most probable class is the one that their folder, or one of the two above it, is named after</source>
            <translation>Anteil der Schichten, deren wahrscheinlichste Klasse die ist, nach der ihr Ordner oder einer der beiden darüber benannt ist</translation>
        </message>
        <message>
            <source>Share of the validation images whose most probable class is the true one.</source>
            <translation>Anteil der Validierungsbilder, deren wahrscheinlichste Klasse die wahre ist.</translation>
        </message>
        <message>
            <source>Sharpness</source>
            <translation>Schärfe</translation>
        </message>
        <message>
            <source>Shift</source>
            <translation>Verschiebung</translation>
        </message>
        <message>
            <source>Shift+left drag</source>
            <translation>Umschalt + linke Maustaste ziehen</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Show &amp;log…</source>
            <translation>&amp;Protokoll anzeigen …</translation>
        </message>
        <message>
            <source>Show all classes equally often</source>
            <translation>Alle gleich oft zeigen</translation>
        </message>
        <message>
            <source>Show all settings</source>
            <translation>Alle Einstellungen zeigen</translation>
        </message>
        <message>
            <source>Show how often you and the model agree</source>
            <translation>Zeigen, wie oft Befunder und Modell übereinstimmen</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Show only entries where you see another class than the verdict names</source>
            <translation>Nur Einträge zeigen, bei denen die eigene Klasse von der des Urteils abweicht</translation>
        </message>
        <message>
            <source>Show only entries whose path or note contains this (Ctrl+F)</source>
            <translation>Nur Einträge zeigen, deren Pfad oder Anmerkung dies enthält (Strg+F)</translation>
        </message>
        <message>
            <source>Show only rows whose name or remark contains</source>
            <translation>Nur Zeilen zeigen, deren Name oder Bemerkung enthält</translation>
        </message>
        <message>
            <source>Show only rows whose name or remark contains this (Ctrl+F)</source>
            <translation>Nur Zeilen zeigen, deren Name oder Bemerkung dies enthält (Strg+F)</translation>
        </message>
        <message>
            <source>Show only slices whose most probable class differs from their folder name</source>
            <translation>Nur Schichten zeigen, deren wahrscheinlichste Klasse vom Namen ihres Ordners abweicht</translation>
        </message>
        <message>
            <source>Show only: {verdict}. The number counts slices.</source>
            <translation>Nur zeigen: {verdict}. Die Zahl zählt Schichten.</translation>
        </message>
        <message>
            <source>Show or hide how likely each place shows a tumour, if the model marks it</source>
            <translation>Ein- oder ausblenden, wie wahrscheinlich jede Stelle einen Tumor zeigt, wenn das Modell es markiert</translation>
        </message>
        <message>
            <source>Show originals</source>
            <translation>Originale zeigen</translation>
        </message>
        <message>
            <source>Show pi&amp;xels as squares</source>
            <translation>Pi&amp;xel als Quadrate zeigen</translation>
        </message>
        <message>
            <source>Show report</source>
            <translation>Bericht zeigen</translation>
        </message>
        <message>
            <source>Show the details</source>
            <translation>Einzelheiten zeigen</translation>
        </message>
        <message>
            <source>Show the log</source>
            <translation>Protokoll zeigen</translation>
        </message>
        <message>
            <source>Show the one that differs</source>
            <translation>Die abweichende zeigen</translation>
        </message>
        <message>
            <source>Show the picture (Enter, double click)</source>
            <translation>Bild zeigen (Eingabetaste, Doppelklick)</translation>
        </message>
        <message>
            <source>Show the verdicts to the left</source>
            <translation>Urteile weiter links zeigen</translation>
        </message>
        <message>
            <source>Show the verdicts to the right</source>
            <translation>Urteile weiter rechts zeigen</translation>
        </message>
        <message>
            <source>Show the {count:,} that differ</source>
            <translation>Die {count:,} abweichenden zeigen</translation>
        </message>
        <message>
            <source>Show where the network looked (H)</source>
            <translation>Zeigen, wohin das Netz gesehen hat (H)</translation>
        </message>
        <message>
            <source>Show which</source>
            <translation>Welche?</translation>
        </message>
        <message>
            <source>Side of the square that the network sees. Larger images show more detail; the time grows with the square.</source>
            <translation>Seite des Quadrats, das das Netz sieht. Größere Bilder zeigen mehr Einzelheiten; die Zeit wächst mit dem Quadrat.</translation>
        </message>
        <message>
            <source>Skip the rest of the check</source>
            <translation>Rest der Prüfung überspringen</translation>
        </message>
        <message>
            <source>Skipped system files: {names}.</source>
            <translation>Übersprungene Systemdateien: {names}.</translation>
        </message>
        <message>
            <source>Slice</source>
            <translation>Schicht</translation>
        </message>
        <message>
            <source>Slice to look at &amp;first</source>
            <translation>&amp;Zuerst anzusehende Schicht</translation>
        </message>
        <message>
            <source>Slice {index} could not be read: {error}</source>
            <translation>Schicht {index} ist nicht lesbar: {error}</translation>
        </message>
        <message>
            <source>Slice {index}: not classified yet</source>
            <translation>Schicht {index}: noch nicht klassifiziert</translation>
        </message>
        <message>
            <source>Slice {index}: {verdict}</source>
            <translation>Schicht {index}: {verdict}</translation>
        </message>
        <message>
            <source>Slice, from 1 to {count:,}:</source>
            <translation>Schicht, von 1 bis {count:,}:</translation>
        </message>
        <message>
            <source>Slices</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <source>Slices of a volume or DICOM series to show: all, or only the one to look at first</source>
            <translation>Welche Schichten eines Volumens oder einer DICOM-Serie gezeigt werden: alle oder nur die zuerst anzusehende</translation>
        </message>
        <message>
            <source>Slices of one patient are alike, so the test is easier than a new patient is.</source>
            <translation>Schichten eines Patienten gleichen sich, daher ist der Test leichter als ein neuer Patient.</translation>
        </message>
        <message>
            <source>Slices of the stack</source>
            <translation>Schichten des Stapels</translation>
        </message>
        <message>
            <source>Some of these slices may not count for the study: that is known once all are classified.</source>
            <translation>Manche dieser Schichten zählen vielleicht nicht für die Untersuchung: Das steht fest, wenn alle klassifiziert sind.</translation>
        </message>
        <message>
            <source>Something went wrong in Falx ({what}). For details, choose Help &gt; Show log.

You can continue. If the window behaves oddly, close it and open it again.</source>
            <translation>In Falx ist etwas schiefgegangen ({what}). Einzelheiten unter Hilfe &gt; Protokoll anzeigen.

Die Arbeit kann weitergehen. Falls sich das Fenster ungewöhnlich verhält, schließen und wieder öffnen.</translation>
        </message>
        <message>
            <source>Something went wrong in Falx ({what}); {advice}</source>
            <translation>In Falx ist etwas schiefgegangen ({what}); {advice}</translation>
        </message>
        <message>
            <source>Something went wrong in Falx last time. A report was saved on this computer.</source>
            <translation>Beim letzten Mal ist in Falx etwas schiefgegangen. Ein Bericht wurde auf diesem Computer gespeichert.</translation>
        </message>
        <message>
            <source>Something went wrong in the training</source>
            <translation>Im Training ist etwas schiefgegangen</translation>
        </message>
        <message>
            <source>Sorts in the order of the files</source>
            <translation>Sortiert nach der Reihenfolge der Dateien</translation>
        </message>
        <message>
            <source>Spee&amp;d</source>
            <translation>Gesch&amp;windigkeit</translation>
        </message>
        <message>
            <source>Speed of play</source>
            <translation>Abspielgeschwindigkeit</translation>
        </message>
        <message>
            <source>Speed of play: {speed} slices a second</source>
            <translation>Abspielgeschwindigkeit: {speed} Schichten pro Sekunde</translation>
        </message>
        <message>
            <source>Split by patient group and look-alikes, never at random.</source>
            <translation>Geteilt nach Patientengruppe und Ähnlichkeit, nie zufällig.</translation>
        </message>
        <message>
            <source>Standard</source>
            <translation>Standard</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>Start from a file</source>
            <translation>Mit einer Datei beginnen</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Neu beginnen</translation>
        </message>
        <message>
            <source>Start training</source>
            <translation>Training starten</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Gestartet</translation>
        </message>
        <message>
            <source>Starting TensorFlow, which takes a few seconds</source>
            <translation>TensorFlow startet, was einige Sekunden dauert</translation>
        </message>
        <message>
            <source>Starting the check</source>
            <translation>Die Prüfung beginnt</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Startet …</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Stop &amp;classifying the stack</source>
            <translation>&amp;Klassifizieren des Stapels anhalten</translation>
        </message>
        <message>
            <source>Stop after the current step. Finished epochs are kept.</source>
            <translation>Nach dem laufenden Schritt anhalten. Abgeschlossene Epochen bleiben erhalten.</translation>
        </message>
        <message>
            <source>Stop and close</source>
            <translation>Anhalten und schließen</translation>
        </message>
        <message>
            <source>Stop and quit</source>
            <translation>Anhalten und beenden</translation>
        </message>
        <message>
            <source>Stop classifying the stack</source>
            <translation>Klassifizieren des Stapels anhalten</translation>
        </message>
        <message>
            <source>Stop early after this many epochs without a better result on the validation data.</source>
            <translation>Nach so vielen Epochen ohne besseres Ergebnis auf den Validierungsdaten vorzeitig aufhören.</translation>
        </message>
        <message>
            <source>Stop reading (Esc)</source>
            <translation>Lesen anhalten (Esc)</translation>
        </message>
        <message>
            <source>Stop the batch; finished slices are kept</source>
            <translation>Durchlauf anhalten; fertige Schichten bleiben erhalten</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Stopped after {done:,} of {slices}: no verdict on the study.</source>
            <translation>Angehalten nach {done:,} von {slices}: kein Urteil über die Untersuchung.</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>Angehalten.</translation>
        </message>
        <message>
            <source>Stopped. Check again when you like.</source>
            <translation>Angehalten. Die Prüfung lässt sich jederzeit wiederholen.</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Wird angehalten …</translation>
        </message>
        <message>
            <source>Stretch</source>
            <translation>Streckung</translation>
        </message>
        <message>
            <source>Strongest noise (standard deviation), in grey levels from 0 to 255.</source>
            <translation>Stärkstes Rauschen (Standardabweichung), in Graustufen von 0 bis 255.</translation>
        </message>
        <message>
            <source>Study</source>
            <translation>Untersuchung</translation>
        </message>
        <message>
            <source>Study: {study}</source>
            <translation>Untersuchung: {study}</translation>
        </message>
        <message>
            <source>Subfolders</source>
            <translation>Unterordner</translation>
        </message>
        <message>
            <source>Swap left and right in random images.</source>
            <translation>In zufälligen Bildern links und rechts vertauschen.</translation>
        </message>
        <message>
            <source>Switch off “Classify as displayed” to say what you think of the verdict.</source>
            <translation>„Wie angezeigt klassifizieren“ ausschalten, um das Urteil zu beurteilen.</translation>
        </message>
        <message>
            <source>Synthetic sample, drawn by a program. A verdict on it means nothing.</source>
            <translation>Synthetisches Beispiel, von einem Programm gezeichnet. Ein Urteil darüber bedeutet nichts.</translation>
        </message>
        <message>
            <source>System</source>
            <translation>System</translation>
        </message>
        <message>
            <source>T1 with contrast agent</source>
            <translation>T1 mit Kontrastmittel</translation>
        </message>
        <message>
            <source>T1 with no contrast agent named</source>
            <translation>T1 ohne genanntes Kontrastmittel</translation>
        </message>
        <message>
            <source>TIME AND MEMORY</source>
            <translation>ZEIT UND SPEICHER</translation>
        </message>
        <message>
            <source>Table (CSV)…</source>
            <translation>Tabelle (CSV) …</translation>
        </message>
        <message>
            <source>Tables (*.csv);;All files (*)</source>
            <translation>Tabellen (*.csv);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>Take back my opinion</source>
            <translation>Meine Beurteilung zurücknehmen</translation>
        </message>
        <message>
            <source>Take back the opinions on {rows}?</source>
            <translation>Die Beurteilungen von {rows} zurücknehmen?</translation>
        </message>
        <message>
            <source>Take verdicts from this model from now on, in all windows</source>
            <translation>Urteile ab jetzt in allen Fenstern von diesem Modell beziehen</translation>
        </message>
        <message>
            <source>Taken back, with its note.</source>
            <translation>Mit der Anmerkung zurückgenommen.</translation>
        </message>
        <message>
            <source>Taken back.</source>
            <translation>Zurückgenommen.</translation>
        </message>
        <message>
            <source>Taken back: {slices}.</source>
            <translation>Zurückgenommen: {slices}.</translation>
        </message>
        <message>
            <source>TensorFlow is installed and cannot be loaded ({reason})</source>
            <translation>TensorFlow ist installiert, lässt sich aber nicht laden ({reason})</translation>
        </message>
        <message>
            <source>TensorFlow is missing</source>
            <translation>TensorFlow fehlt</translation>
        </message>
        <message>
            <source>Test on images from elsewhere before you rely on any figure.</source>
            <translation>Erst nach einem Test an Bildern aus anderer Quelle auf die Werte verlassen.</translation>
        </message>
        <message>
            <source>That model is no longer installed; {model} answered.</source>
            <translation>Jenes Modell ist nicht mehr installiert; {model} hat geantwortet.</translation>
        </message>
        <message>
            <source>That password does not fit. </source>
            <translation>Dieses Passwort passt nicht. </translation>
        </message>
        <message>
            <source>The ImageNet weights are not on this computer yet. Download them above, or start from a model.</source>
            <translation>Die ImageNet-Gewichte sind noch nicht auf diesem Computer. Oben herunterladen oder von einem Modell ausgehen.</translation>
        </message>
        <message>
            <source>The Modality LUT in the file is damaged and was ignored</source>
            <translation>Die Modality LUT in der Datei ist beschädigt und wurde nicht beachtet</translation>
        </message>
        <message>
            <source>The VOI LUT in the file is damaged and was ignored</source>
            <translation>Die VOI LUT in der Datei ist beschädigt und wurde nicht beachtet</translation>
        </message>
        <message>
            <source>The batch could not start</source>
            <translation>Der Durchlauf konnte nicht starten</translation>
        </message>
        <message>
            <source>The batch failed</source>
            <translation>Der Durchlauf ist fehlgeschlagen</translation>
        </message>
        <message>
            <source>The batch of {day}</source>
            <translation>Der Durchlauf vom {day}</translation>
        </message>
        <message>
            <source>The batch of {started:%H:%M} today</source>
            <translation>Der Durchlauf von heute {started:%H:%M}</translation>
        </message>
        <message>
            <source>The browser could not be started.</source>
            <translation>Der Browser konnte nicht gestartet werden.</translation>
        </message>
        <message>
            <source>The check shows no clear difference between what the map shows and other places.</source>
            <translation>Die Prüfung zeigt keinen klaren Unterschied zwischen dem, was die Karte zeigt, und anderen Stellen.</translation>
        </message>
        <message>
            <source>The class whose evidence is shown</source>
            <translation>Die Klasse, deren Evidenz gezeigt wird</translation>
        </message>
        <message>
            <source>The classes are uneven: {largest} has {ratio} times as many images as {smallest}.</source>
            <translation>Die Klassen sind ungleich: {largest} hat {ratio}-mal so viele Bilder wie {smallest}.</translation>
        </message>
        <message>
            <source>The classes that cannot be ruled out at this level, the most probable first.</source>
            <translation>Die Klassen, die auf diesem Niveau nicht auszuschließen sind, die wahrscheinlichste zuerst.</translation>
        </message>
        <message>
            <source>The clipboard contains no picture and no file.</source>
            <translation>Die Zwischenablage enthält weder Bild noch Datei.</translation>
        </message>
        <message>
            <source>The colours in the file are damaged; the picture is shown in grey</source>
            <translation>Die Farben in der Datei sind beschädigt; das Bild wird in Grau gezeigt</translation>
        </message>
        <message>
            <source>The computer ran out of memory</source>
            <translation>Dem Computer ging der Arbeitsspeicher aus</translation>
        </message>
        <message>
            <source>The dataset does not say where each image comes from.</source>
            <translation>Der Datensatz sagt nicht, woher jedes Bild stammt.</translation>
        </message>
        <message>
            <source>The dataset names neither splits nor folds.</source>
            <translation>Der Datensatz nennt weder Splits noch Folds.</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>Der Datenträger ist voll</translation>
        </message>
        <message>
            <source>The distance of the pixels</source>
            <translation>Der Abstand der Pixel</translation>
        </message>
        <message>
            <source>The end of this PNG file is missing; its picture is whole</source>
            <translation>Das Ende dieser PNG-Datei fehlt; ihr Bild ist vollständig</translation>
        </message>
        <message>
            <source>The epoch with the least loss on the validation images, which the network does not learn from.</source>
            <translation>Die Epoche mit dem kleinsten Verlust auf den Validierungsbildern, aus denen das Netz nicht lernt.</translation>
        </message>
        <message>
            <source>The evaluation has ended. To see its result, choose Tools &gt; Evaluate a model.</source>
            <translation>Die Auswertung ist beendet. Ergebnis unter Extras &gt; Modell auswerten.</translation>
        </message>
        <message>
            <source>The evaluation of {model} on {dataset} was not finished: {done:,} of {images} are measured.</source>
            <translation>Die Auswertung von {model} mit {dataset} wurde nicht beendet: {done:,} von {images} sind gemessen.</translation>
        </message>
        <message>
            <source>The example images cannot be read. Check them in the first step.</source>
            <translation>Die Beispielbilder sind nicht lesbar. Im ersten Schritt prüfen.</translation>
        </message>
        <message>
            <source>The figures appear here.</source>
            <translation>Die Werte erscheinen hier.</translation>
        </message>
        <message>
            <source>The figures of this cross-validation cannot be read{reason}</source>
            <translation>Die Werte dieser Kreuzvalidierung sind nicht lesbar{reason}</translation>
        </message>
        <message>
            <source>The file could not be opened</source>
            <translation>Die Datei konnte nicht geöffnet werden</translation>
        </message>
        <message>
            <source>The file has changed since.</source>
            <translation>Die Datei hat sich seitdem geändert.</translation>
        </message>
        <message>
            <source>The file holds more pixels than its rows and columns take; the rest was left out</source>
            <translation>Die Datei enthält mehr Pixel, als ihre Zeilen und Spalten fassen; der Rest wurde ausgelassen</translation>
        </message>
        <message>
            <source>The file holds {count} volumes; the first is shown</source>
            <translation>Die Datei enthält {count} Volumen; das erste wird gezeigt</translation>
        </message>
        <message>
            <source>The file is the same.</source>
            <translation>Die Datei ist dieselbe.</translation>
        </message>
        <message>
            <source>The file, or the study with its number of slices; sorts by the path</source>
            <translation>Die Datei, oder die Untersuchung mit der Anzahl ihrer Schichten; sortiert nach dem Pfad</translation>
        </message>
        <message>
            <source>The first blocks already detect edges and textures. Freezing more is faster, and safer with few images. 0 trains all layers.</source>
            <translation>Die ersten Blöcke erkennen schon Kanten und Texturen. Mehr einzufrieren ist schneller und bei wenigen Bildern sicherer. 0 trainiert alle Netzschichten.</translation>
        </message>
        <message>
            <source>The folder contains no images that Falx can read ({formats}). Choose another folder, or include subfolders.</source>
            <translation>Der Ordner enthält keine Bilder, die Falx lesen kann ({formats}). Einen anderen Ordner wählen oder Unterordner einbeziehen.</translation>
        </message>
        <message>
            <source>The folder contains no run to resume</source>
            <translation>Der Ordner enthält keinen Lauf zum Fortsetzen</translation>
        </message>
        <message>
            <source>The folder is already in use</source>
            <translation>Der Ordner wird schon verwendet</translation>
        </message>
        <message>
            <source>The folder {name} holds no image that can be used.</source>
            <translation>Der Ordner {name} enthält kein verwendbares Bild.</translation>
        </message>
        <message>
            <source>The head alone, at its own brightness</source>
            <translation>Der Kopf allein, in eigener Helligkeit</translation>
        </message>
        <message>
            <source>The held-out share serves calibration and early stopping. Cross-validation trains a model for each fold, without its images, and measures it on them: more reliable figures, as many times the time.</source>
            <translation>Der zurückgehaltene Anteil dient der Kalibrierung und dem Early Stopping. Kreuzvalidierung trainiert für jeden Fold ein Modell ohne dessen Bilder und misst es daran: verlässlichere Werte, bei entsprechend vielfacher Zeit.</translation>
        </message>
        <message>
            <source>The higher a bar, the more probable a tumour in that slice; its colour is the verdict.</source>
            <translation>Je höher ein Balken, desto wahrscheinlicher ein Tumor in der Schicht; seine Farbe ist das Urteil.</translation>
        </message>
        <message>
            <source>The history could not be written.</source>
            <translation>Der Verlauf konnte nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>The history is on now: it keeps verdicts and opinions on this computer.</source>
            <translation>Der Verlauf ist jetzt eingeschaltet: Er sichert Urteile und Beurteilungen auf diesem Computer.</translation>
        </message>
        <message>
            <source>The history is on. It keeps the verdict on each picture that you open, your opinion on it, your note and your measurements, with the path of the file. It stays on this computer, and holds no picture and no patient's name.

Open a picture: it appears here once Falx has classified it.</source>
            <translation>Der Verlauf ist eingeschaltet. Er sichert das Urteil über jedes geöffnete Bild, die eigene Beurteilung, Anmerkung und Messungen, mit dem Pfad der Datei. Er bleibt auf diesem Computer und enthält weder Bilder noch Patientennamen.

Ein Bild öffnen: Es erscheint hier, sobald Falx es klassifiziert hat.</translation>
        </message>
        <message>
            <source>The history keeps what you read: the verdict, your opinion on it, your note and your measurements, with the path of the file. It stays on this computer, and holds no picture and no patient's name.

Open a picture and press A to agree, O for another class, N for no tumour, or U if you are unsure: the first opinion turns the history on. To keep verdicts without opinions too, turn it on now.</source>
            <translation>Der Verlauf sichert das Gelesene: das Urteil, die eigene Beurteilung, Anmerkung und Messungen, mit dem Pfad der Datei. Er bleibt auf diesem Computer und enthält weder Bilder noch Patientennamen.

Ein Bild öffnen und A für Zustimmung, O für eine andere Klasse, N für keinen Tumor oder U für unsicher drücken: Die erste Beurteilung schaltet den Verlauf ein. Um auch Urteile ohne Beurteilung zu sichern, ihn jetzt einschalten.</translation>
        </message>
        <message>
            <source>The history was damaged. It is kept as {name}, and a new one was begun.</source>
            <translation>Der Verlauf war beschädigt. Er ist als {name} aufbewahrt, und ein neuer wurde begonnen.</translation>
        </message>
        <message>
            <source>The identifiers of study, series and picture are always in it, so that it is listed beside the picture.</source>
            <translation>Die Kennungen von Untersuchung, Serie und Bild sind immer enthalten, damit der Bericht neben dem Bild aufgeführt wird.</translation>
        </message>
        <message>
            <source>The images are in {folder}, the only folder there.</source>
            <translation>Die Bilder liegen in {folder}, dem einzigen Ordner dort.</translation>
        </message>
        <message>
            <source>The images cannot be trained on</source>
            <translation>Mit diesen Bildern lässt sich nicht trainieren</translation>
        </message>
        <message>
            <source>The installation is undone{restored}.</source>
            <translation>Die Installation ist rückgängig gemacht{restored}.</translation>
        </message>
        <message>
            <source>The kind is left open: by its DICOM tags, this is {weighting}, on which the model has not learnt to separate all kinds.</source>
            <translation>Die Art bleibt offen: Nach den DICOM-Angaben ist dies {weighting}; darauf hat das Modell nicht gelernt, alle Arten zu trennen.</translation>
        </message>
        <message>
            <source>The lists of your corrections, made for a training, are deleted too.</source>
            <translation>Auch die für ein Training erstellten Listen der Korrekturen werden gelöscht.</translation>
        </message>
        <message>
            <source>The log shows what Falx did and what went wrong. It names no file and no patient. It is in {folder}.</source>
            <translation>Das Protokoll zeigt, was Falx getan hat und was schiefging. Es nennt weder Dateien noch Patienten. Es liegt in {folder}.</translation>
        </message>
        <message>
            <source>The model</source>
            <translation>Das Modell</translation>
        </message>
        <message>
            <source>The model card could not be saved, and its text is lost when Falx closes: {error}</source>
            <translation>Die Modellkarte konnte nicht gespeichert werden, und ihr Text geht beim Schließen von Falx verloren: {error}</translation>
        </message>
        <message>
            <source>The model has the weights of {network}.</source>
            <translation>Das Modell hat die Gewichte: {network}.</translation>
        </message>
        <message>
            <source>The model in use was measured on the same images; it may have seen some of them in its own training.</source>
            <translation>Das Modell in Gebrauch wurde an denselben Bildern gemessen; manche davon kann es in seinem eigenen Training gesehen haben.</translation>
        </message>
        <message>
            <source>The model in use, {title}, is no longer installed. The model that comes with Falx answers now.</source>
            <translation>Das Modell in Gebrauch, {title}, ist nicht mehr installiert. Jetzt antwortet das Modell, das Falx mitbringt.</translation>
        </message>
        <message>
            <source>The model in use, {title}, was replaced by another model, which answers now.</source>
            <translation>Das Modell in Gebrauch, {title}, wurde durch ein anderes ersetzt, das jetzt antwortet.</translation>
        </message>
        <message>
            <source>The model in use: {phase}</source>
            <translation>Das Modell in Gebrauch: {phase}</translation>
        </message>
        <message>
            <source>The model is installed. Edit its card to install it again.</source>
            <translation>Das Modell ist installiert. Nach einer Änderung der Modellkarte lässt es sich erneut installieren.</translation>
        </message>
        <message>
            <source>The model is the average of the networks after each of the last epochs, if all epochs were done. 0 averages nothing.</source>
            <translation>Das Modell ist das Mittel der Netze nach jeder der letzten Epochen, wenn alle Epochen durchlaufen wurden. 0 mittelt nichts.</translation>
        </message>
        <message>
            <source>The model is the same ({model}).</source>
            <translation>Das Modell ist dasselbe ({model}).</translation>
        </message>
        <message>
            <source>The model of this fold</source>
            <translation>Das Modell dieses Folds</translation>
        </message>
        <message>
            <source>The model that answers, its version, and the time that it took for this slice.</source>
            <translation>Das antwortende Modell, seine Version und seine Zeit für diese Schicht.</translation>
        </message>
        <message>
            <source>The model to start from cannot be used</source>
            <translation>Das Ausgangsmodell lässt sich nicht verwenden</translation>
        </message>
        <message>
            <source>The model was not installed.</source>
            <translation>Das Modell wurde nicht installiert.</translation>
        </message>
        <message>
            <source>The name of the model: expected letters, digits, spaces and . + - _, {longest_name} at most; enter another name.</source>
            <translation>Der Name des Modells: erwartet werden Buchstaben, Ziffern, Leerzeichen und . + - _, höchstens {longest_name}; einen anderen Namen eingeben.</translation>
        </message>
        <message>
            <source>The newest {entries:,} of {words}; search for older ones</source>
            <translation>Die neuesten {entries:,} ({words} insgesamt); ältere über die Suche</translation>
        </message>
        <message>
            <source>The number of the slice in its stack, and how many slices the stack has.</source>
            <translation>Die Nummer der Schicht in ihrem Stapel, und wie viele Schichten der Stapel hat.</translation>
        </message>
        <message>
            <source>The orientation of this volume (sform) is damaged; it is shown by its qform</source>
            <translation>Die Ausrichtung dieses Volumens (sform) ist beschädigt; es wird nach seiner qform gezeigt</translation>
        </message>
        <message>
            <source>The orientation of this volume is damaged; left and right are unknown</source>
            <translation>Die Ausrichtung dieses Volumens ist beschädigt; links und rechts sind unbekannt</translation>
        </message>
        <message>
            <source>The picture could not be pasted; save it as a file and open that file</source>
            <translation>Das Bild ließ sich nicht einfügen; als Datei speichern und diese öffnen</translation>
        </message>
        <message>
            <source>The picture differs too much from the images that the model learnt from.</source>
            <translation>Das Bild unterscheidet sich zu stark von den Bildern, von denen das Modell gelernt hat.</translation>
        </message>
        <message>
            <source>The picture differs too much from the training images: perhaps another sequence, scanner or position.</source>
            <translation>Das Bild unterscheidet sich zu stark von den Trainingsbildern: vielleicht andere Sequenz, anderer Scanner oder andere Lage.</translation>
        </message>
        <message>
            <source>The picture is as far from the training images as pictures that show no brain.</source>
            <translation>Das Bild ist so weit von den Trainingsbildern entfernt wie Bilder, die kein Gehirn zeigen.</translation>
        </message>
        <message>
            <source>The picture is being classified. This follows the verdict.</source>
            <translation>Das Bild wird klassifiziert. Dies folgt dem Urteil.</translation>
        </message>
        <message>
            <source>The picture is not from a DICOM file: there is nothing to keep.</source>
            <translation>Das Bild stammt nicht aus einer DICOM-Datei: Es gibt nichts zu behalten.</translation>
        </message>
        <message>
            <source>The picture is not like the images that the model learnt from.</source>
            <translation>Das Bild gleicht nicht den Bildern, von denen das Modell gelernt hat.</translation>
        </message>
        <message>
            <source>The picture or its heat map has changed.</source>
            <translation>Das Bild oder seine Heatmap hat sich geändert.</translation>
        </message>
        <message>
            <source>The picture's file states nothing of a patient.</source>
            <translation>Die Datei des Bildes macht keine Angaben zum Patienten.</translation>
        </message>
        <message>
            <source>The pixel under the cursor, counted from 0, and its value. a.u.: arbitrary units; the signal of MRI has none.</source>
            <translation>Das Pixel unter dem Mauszeiger, ab 0 gezählt, und sein Wert. a.u.: willkürliche Einheiten; das MRT-Signal hat keine.</translation>
        </message>
        <message>
            <source>The pixels are not in the transfer syntax that the file states; {syntax} was assumed</source>
            <translation>Die Pixel haben nicht die Transfersyntax, die die Datei angibt; {syntax} wurde angenommen</translation>
        </message>
        <message>
            <source>The preview could not be drawn ({name}). For details, choose Help &gt; Show log.</source>
            <translation>Die Vorschau ließ sich nicht zeichnen ({name}). Einzelheiten unter Hilfe &gt; Protokoll anzeigen.</translation>
        </message>
        <message>
            <source>The probabilities are the same.</source>
            <translation>Die Wahrscheinlichkeiten sind dieselben.</translation>
        </message>
        <message>
            <source>The probability for this picture alone, calibrated: of 100 slices that get 80 %, about 80 are so, if they resemble the calibration images. A verdict at a high level can have a low one: then the other answers are even less probable.</source>
            <translation>Die Wahrscheinlichkeit für dieses Bild allein, kalibriert: Von 100 Schichten mit 80 % trifft es bei etwa 80 zu, wenn sie den Kalibrierungsbildern ähneln. Ein Urteil auf einem hohen Niveau kann eine niedrige haben: Dann sind die anderen Antworten noch unwahrscheinlicher.</translation>
        </message>
        <message>
            <source>The report is written in English, so that it can be read everywhere.</source>
            <translation>Der Bericht selbst ist auf Englisch, damit er überall gelesen werden kann.</translation>
        </message>
        <message>
            <source>The report says where in the program the error happened, and with which versions. It names no file and no patient, and is saved in {crash_folder}.</source>
            <translation>Der Bericht sagt, wo im Programm der Fehler auftrat und mit welchen Versionen. Er nennt weder Dateien noch Patienten und ist in {crash_folder} gespeichert.</translation>
        </message>
        <message>
            <source>The result appears here when the training has finished.</source>
            <translation>Das Ergebnis erscheint hier, wenn das Training abgeschlossen ist.</translation>
        </message>
        <message>
            <source>The run's folder cannot be written to</source>
            <translation>In den Ordner des Laufs lässt sich nicht schreiben</translation>
        </message>
        <message>
            <source>The same seed, settings and images give the same training.</source>
            <translation>Gleicher Startwert, gleiche Einstellungen und Bilder ergeben dasselbe Training.</translation>
        </message>
        <message>
            <source>The slice to look at first is known once the whole stack is classified.</source>
            <translation>Die zuerst anzusehende Schicht steht fest, wenn der ganze Stapel klassifiziert ist.</translation>
        </message>
        <message>
            <source>The slices {where} this one are not classified yet.</source>
            <translation>Die Schichten {where} dieser sind noch nicht klassifiziert.</translation>
        </message>
        <message>
            <source>The split Validation is the validation data; none is cut from Training.</source>
            <translation>Der Teil Validation liefert die Validierungsdaten; von Training wird nichts abgetrennt.</translation>
        </message>
        <message>
            <source>The stack could not be classified.</source>
            <translation>Der Stapel konnte nicht klassifiziert werden.</translation>
        </message>
        <message>
            <source>The stack is classified after the slice that is shown.</source>
            <translation>Der Stapel wird nach der gezeigten Schicht klassifiziert.</translation>
        </message>
        <message>
            <source>The stack of this file cannot be shown. {reason}</source>
            <translation>Der Stapel dieser Datei kann nicht gezeigt werden. {reason}</translation>
        </message>
        <message>
            <source>The table: {notes}.</source>
            <translation>Die Tabelle: {notes}.</translation>
        </message>
        <message>
            <source>The test images (split Testing), or all</source>
            <translation>Die Testbilder (Split Testing) oder alle</translation>
        </message>
        <message>
            <source>The time could not be estimated.</source>
            <translation>Die Zeit ließ sich nicht schätzen.</translation>
        </message>
        <message>
            <source>The training could not start.</source>
            <translation>Das Training konnte nicht starten.</translation>
        </message>
        <message>
            <source>The training has ended without a model. To see why, choose Tools &gt; Train a model.</source>
            <translation>Das Training endete ohne Modell. Den Grund zeigt Extras &gt; Modell trainieren.</translation>
        </message>
        <message>
            <source>The training has finished. To see the model, choose Tools &gt; Train a model.</source>
            <translation>Das Training ist abgeschlossen. Das Modell findet sich unter Extras &gt; Modell trainieren.</translation>
        </message>
        <message>
            <source>The training of {model} in {folder} was not finished{done}.{more}</source>
            <translation>Das Training von {model} in {folder} wurde nicht abgeschlossen{done}.{more}</translation>
        </message>
        <message>
            <source>The training was stopped</source>
            <translation>Das Training wurde angehalten</translation>
        </message>
        <message>
            <source>The training window already has a dataset. Its list is replaced; no picture is deleted.</source>
            <translation>Das Trainingsfenster hat schon einen Datensatz. Seine Liste wird ersetzt; kein Bild wird gelöscht.</translation>
        </message>
        <message>
            <source>The training's process ended unexpectedly</source>
            <translation>Der Prozess des Trainings endete unerwartet</translation>
        </message>
        <message>
            <source>The transfer syntax is missing; {syntax} was assumed</source>
            <translation>Die Transfersyntax fehlt; {syntax} wurde angenommen</translation>
        </message>
        <message>
            <source>The usual number is 5.</source>
            <translation>Üblich sind 5.</translation>
        </message>
        <message>
            <source>The verdict appears here.</source>
            <translation>Das Urteil erscheint hier.</translation>
        </message>
        <message>
            <source>The verdict depends on other places more than on what the map shows.</source>
            <translation>Das Urteil hängt mehr von anderen Stellen ab als von dem, was die Karte zeigt.</translation>
        </message>
        <message>
            <source>The verdict depends on what the map shows more than on other places.</source>
            <translation>Das Urteil hängt mehr von dem ab, was die Karte zeigt, als von anderen Stellen.</translation>
        </message>
        <message>
            <source>The verdict is now: {verdict}.</source>
            <translation>Das Urteil lautet jetzt: {verdict}.</translation>
        </message>
        <message>
            <source>The verdict is the same: {verdict}.</source>
            <translation>Das Urteil ist dasselbe: {verdict}.</translation>
        </message>
        <message>
            <source>The whole picture</source>
            <translation>Das ganze Bild</translation>
        </message>
        <message>
            <source>The window in the file is not a pair of valid numbers and was ignored</source>
            <translation>Das Fenster in der Datei ist kein Paar gültiger Zahlen und wurde nicht beachtet</translation>
        </message>
        <message>
            <source>The window in the file shows nothing of the picture and was ignored</source>
            <translation>Das Fenster in der Datei zeigt nichts vom Bild und wurde nicht beachtet</translation>
        </message>
        <message>
            <source>The window that the file states; pressed again, the next one that it states</source>
            <translation>Das Fenster, das die Datei angibt; erneut gedrückt, das nächste davon</translation>
        </message>
        <message>
            <source>The work could not be followed ({what}), so it was ended.</source>
            <translation>Die Arbeit ließ sich nicht verfolgen ({what}) und wurde daher beendet.</translation>
        </message>
        <message>
            <source>The work has ended meanwhile.</source>
            <translation>Die Arbeit ist inzwischen beendet.</translation>
        </message>
        <message>
            <source>The wrong answers that the model was most certain of. On the right, the heat map of the predicted class.</source>
            <translation>Die falschen Antworten, deren sich das Modell am sichersten war. Rechts die Heatmap der vorhergesagten Klasse.</translation>
        </message>
        <message>
            <source>Then the model has the same class names as others, and Falx knows which class is free of tumours.</source>
            <translation>Dann hat das Modell dieselben Klassennamen wie andere, und Falx weiß, welche Klasse tumorfrei ist.</translation>
        </message>
        <message>
            <source>There is no picture to copy. Open one first.</source>
            <translation>Es gibt kein Bild zum Kopieren. Zuerst eines öffnen.</translation>
        </message>
        <message>
            <source>There is no picture to report on. Open one first.</source>
            <translation>Es gibt kein Bild für einen Bericht. Zuerst eines öffnen.</translation>
        </message>
        <message>
            <source>There is no picture to save. Open one first.</source>
            <translation>Es gibt kein Bild zum Speichern. Zuerst eines öffnen.</translation>
        </message>
        <message>
            <source>There is no picture whose window could be kept.</source>
            <translation>Es gibt kein Bild, dessen Fenster sich merken ließe.</translation>
        </message>
        <message>
            <source>There is no tumour there: the class shows in how the images were made or framed, or in other slices of the same patient. A network may learn that instead.</source>
            <translation>Dort ist kein Tumor: Die Klasse zeigt sich darin, wie die Bilder aufgenommen oder zugeschnitten wurden, oder in anderen Schichten desselben Patienten. Ein Netz kann stattdessen das lernen.</translation>
        </message>
        <message>
            <source>There is no tumour there: the class shows in how the images were made or framed. A network may learn that instead.</source>
            <translation>Dort ist kein Tumor: Die Klasse zeigt sich darin, wie die Bilder aufgenommen oder zugeschnitten wurden. Ein Netz kann stattdessen das lernen.</translation>
        </message>
        <message>
            <source>There is no verdict on this picture yet.</source>
            <translation>Zu diesem Bild gibt es noch kein Urteil.</translation>
        </message>
        <message>
            <source>There is no verdict to explain. {reason}</source>
            <translation>Es gibt kein Urteil zu erklären. {reason}</translation>
        </message>
        <message>
            <source>There is no verdict yet to say something about.</source>
            <translation>Noch gibt es kein Urteil, das sich beurteilen ließe.</translation>
        </message>
        <message>
            <source>These results could not be read</source>
            <translation>Diese Ergebnisse sind nicht lesbar</translation>
        </message>
        <message>
            <source>These rows have no opinion to take back.</source>
            <translation>Diese Zeilen haben keine Beurteilung, die sich zurücknehmen lässt.</translation>
        </message>
        <message>
            <source>These rows have no verdict to say something about.</source>
            <translation>Diese Zeilen haben kein Urteil, das sich beurteilen ließe.</translation>
        </message>
        <message>
            <source>These settings do not go together</source>
            <translation>Diese Einstellungen passen nicht zusammen</translation>
        </message>
        <message>
            <source>These settings draw heads from label maps, which only the command line does: choose another preset, or train with falx train --head-labels DIR.</source>
            <translation>Diese Einstellungen zeichnen Köpfe aus Label-Karten, was nur die Befehlszeile kann: eine andere Vorlage wählen oder mit falx train --head-labels DIR trainieren.</translation>
        </message>
        <message>
            <source>These settings need images without a tumour, as class {name}: choose another preset.</source>
            <translation>Diese Einstellungen brauchen Bilder ohne Tumor, als Klasse {name}: eine andere Vorlage wählen.</translation>
        </message>
        <message>
            <source>These settings train {what}, so there are no curves</source>
            <translation>Diese Einstellungen trainieren {what}, daher gibt es keine Kurven</translation>
        </message>
        <message>
            <source>These weights are not on this computer yet. Falx downloads them once, 9 MB, from Google's storage (storage.googleapis.com), if you agree. None of your data is sent.</source>
            <translation>Diese Gewichte sind noch nicht auf diesem Computer. Falx lädt sie nach Zustimmung einmal, 9 MB, von Googles Speicher (storage.googleapis.com). Eigene Daten werden nicht gesendet.</translation>
        </message>
        <message>
            <source>They are treated as one class, {name}.</source>
            <translation>Sie werden als eine Klasse behandelt, {name}.</translation>
        </message>
        <message>
            <source>This does not look like a brain MRI</source>
            <translation>Dies sieht nicht wie ein Gehirn-MRT aus</translation>
        </message>
        <message>
            <source>This folder has no readable figures. Evaluate the model again.</source>
            <translation>Dieser Ordner hat keine lesbaren Werte. Das Modell erneut auswerten.</translation>
        </message>
        <message>
            <source>This map is of {any_tumour}.</source>
            <translation>Diese Karte gilt für: {any_tumour}.</translation>
        </message>
        <message>
            <source>This model offers no other level: it was made by an earlier Falx, or calibrated on too few images.</source>
            <translation>Dieses Modell bietet kein anderes Niveau: Es stammt von einem früheren Falx oder wurde an zu wenigen Bildern kalibriert.</translation>
        </message>
        <message>
            <source>This one cannot be changed.</source>
            <translation>Dies lässt sich nicht ändern.</translation>
        </message>
        <message>
            <source>This picture cannot be found again, so no opinion on it is kept.</source>
            <translation>Dieses Bild ist nicht wiederzufinden, daher wird keine Beurteilung gesichert.</translation>
        </message>
        <message>
            <source>This picture is a single slice. Open a series or a volume to go from slice to slice.</source>
            <translation>Dieses Bild ist eine einzelne Schicht. Eine Serie oder ein Volumen öffnen, um von Schicht zu Schicht zu gehen.</translation>
        </message>
        <message>
            <source>This picture is no longer available.</source>
            <translation>Dieses Bild ist nicht mehr verfügbar.</translation>
        </message>
        <message>
            <source>This run has no readable model. Resume the run, or start a new one.</source>
            <translation>Dieser Lauf hat kein lesbares Modell. Den Lauf fortsetzen oder einen neuen beginnen.</translation>
        </message>
        <message>
            <source>This series is not shown as a stack, but as {count:,} single files. {reason}</source>
            <translation>Diese Serie wird nicht als Stapel gezeigt, sondern als {count:,} einzelne Dateien. {reason}</translation>
        </message>
        <message>
            <source>This window only watches. Pause or stop the training where you started it</source>
            <translation>Dieses Fenster sieht nur zu. Das Training dort pausieren oder anhalten, wo es gestartet wurde</translation>
        </message>
        <message>
            <source>Thorough</source>
            <translation>Gründlich</translation>
        </message>
        <message>
            <source>To read the guide, open this file in a browser:
{page}</source>
            <translation>Zum Lesen der Anleitung diese Datei in einem Browser öffnen:
{page}</translation>
        </message>
        <message>
            <source>To use it later, choose it under Tools &gt; Model.</source>
            <translation>Zur späteren Verwendung unter Extras &gt; Modell wählen.</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <source>Tool&amp;bar</source>
            <translation>S&amp;ymbolleiste</translation>
        </message>
        <message>
            <source>Toolbar</source>
            <translation>Symbolleiste</translation>
        </message>
        <message>
            <source>Train a model – Falx</source>
            <translation>Modell trainieren – Falx</translation>
        </message>
        <message>
            <source>Train on my corrections…</source>
            <translation>Mit meinen Korrekturen trainieren …</translation>
        </message>
        <message>
            <source>Train on your corrections instead?</source>
            <translation>Stattdessen mit den eigenen Korrekturen trainieren?</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Wird trainiert</translation>
        </message>
        <message>
            <source>Training and evaluation leave them out.</source>
            <translation>Training und Auswertung lassen sie aus.</translation>
        </message>
        <message>
            <source>Training settings (*.toml)</source>
            <translation>Trainingseinstellungen (*.toml)</translation>
        </message>
        <message>
            <source>Training takes folders with images, and tables</source>
            <translation>Das Training nimmt Ordner mit Bildern und Tabellen</translation>
        </message>
        <message>
            <source>Training the last layers alone</source>
            <translation>Die letzten Netzschichten allein werden trainiert</translation>
        </message>
        <message>
            <source>Training {name}</source>
            <translation>Training {name}</translation>
        </message>
        <message>
            <source>Trains all but the first layers. A good choice for most images.</source>
            <translation>Trainiert alle Netzschichten außer den ersten. Eine gute Wahl für die meisten Bilder.</translation>
        </message>
        <message>
            <source>Trains all layers on strongly varied images, for hours. The model relies less on traits of scanner or file.</source>
            <translation>Trainiert alle Netzschichten an stark variierten Bildern, stundenlang. Das Modell stützt sich weniger auf Merkmale von Scanner oder Datei.</translation>
        </message>
        <message>
            <source>Trains only the last layers, in minutes. Shows whether a model can learn from the images.</source>
            <translation>Trainiert nur die letzten Netzschichten, in Minuten. Zeigt, ob ein Modell von den Bildern lernen kann.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Tumour</source>
            <translation>Tumor</translation>
        </message>
        <message>
            <source>Tumour ({prediction_set})</source>
            <translation>Tumor ({prediction_set})</translation>
        </message>
        <message>
            <source>Tumour-free images called a tumour</source>
            <translation>Tumorfreie Bilder als Tumor eingestuft</translation>
        </message>
        <message>
            <source>Tumour-free images called tumour-free</source>
            <translation>Tumorfreie Bilder als tumorfrei erkannt</translation>
        </message>
        <message>
            <source>Tumours called tumour-free</source>
            <translation>Tumoren als tumorfrei eingestuft</translation>
        </message>
        <message>
            <source>Turn the history on</source>
            <translation>Verlauf einschalten</translation>
        </message>
        <message>
            <source>Two &amp;heat maps</source>
            <translation>Zwei &amp;Heatmaps</translation>
        </message>
        <message>
            <source>Two &amp;models</source>
            <translation>Zwei &amp;Modelle</translation>
        </message>
        <message>
            <source>Two &amp;series</source>
            <translation>Zwei &amp;Serien</translation>
        </message>
        <message>
            <source>Uncertain</source>
            <translation>Unsicher</translation>
        </message>
        <message>
            <source>Uncertain between {prediction_set} classes</source>
            <translation>Unsicher zwischen {prediction_set} Klassen</translation>
        </message>
        <message>
            <source>Uncertain: tumour or not</source>
            <translation>Unsicher: Tumor oder nicht</translation>
        </message>
        <message>
            <source>Uncertain: {prediction_set}</source>
            <translation>Unsicher: {prediction_set}</translation>
        </message>
        <message>
            <source>Undecided: {slices}</source>
            <translation>Unentschieden: {slices}</translation>
        </message>
        <message>
            <source>Under way</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Understood: {images} in {folds}; classes {classes}</source>
            <translation>Verstanden: {images} in {folds}; Klassen {classes}</translation>
        </message>
        <message>
            <source>Understood: {images} without splits; classes {classes}</source>
            <translation>Verstanden: {images} ohne Aufteilung; Klassen {classes}</translation>
        </message>
        <message>
            <source>Understood: {images}; classes {classes}</source>
            <translation>Verstanden: {images}; Klassen {classes}</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Undo my opinion</source>
            <translation>Meine Beurteilung rückgängig machen</translation>
        </message>
        <message>
            <source>Undo the installation; an earlier model of the same name and version is restored</source>
            <translation>Die Installation rückgängig machen; ein früheres Modell mit gleichem Namen und gleicher Version wird wiederhergestellt</translation>
        </message>
        <message>
            <source>Undo the opinion</source>
            <translation>Beurteilung rückgängig machen</translation>
        </message>
        <message>
            <source>Undoing the installation…</source>
            <translation>Installation wird rückgängig gemacht …</translation>
        </message>
        <message>
            <source>Uneven brightness</source>
            <translation>Ungleiche Helligkeit</translation>
        </message>
        <message>
            <source>Unfold the study: opinions belong to slices.</source>
            <translation>Untersuchung aufklappen: Beurteilungen gehören zu Schichten.</translation>
        </message>
        <message>
            <source>Unlike the training data</source>
            <translation>Anders als die Trainingsdaten</translation>
        </message>
        <message>
            <source>Unlike what the model learnt from</source>
            <translation>Anders als das, wovon das Modell gelernt hat</translation>
        </message>
        <message>
            <source>Unsure</source>
            <translation>Unsicher</translation>
        </message>
        <message>
            <source>Use a folder that contains a folder for each class (glioma, notumor, …), or Training, Testing and optionally Validation with such folders; or a CSV table with the columns path and class. Falx does not change them.</source>
            <translation>Einen Ordner verwenden, der für jede Klasse einen Ordner enthält (glioma, notumor, …), oder Training, Testing und wahlweise Validation mit solchen Ordnern; oder eine CSV-Tabelle mit den Spalten path und class. Falx verändert sie nicht.</translation>
        </message>
        <message>
            <source>Use at most</source>
            <translation>Höchstens verwenden</translation>
        </message>
        <message>
            <source>Use images of all classes from the same scanners and framed the same; test on another source.</source>
            <translation>Bilder aller Klassen von denselben Scannern und gleich zugeschnitten verwenden; an einer anderen Quelle testen.</translation>
        </message>
        <message>
            <source>Use it now</source>
            <translation>Jetzt verwenden</translation>
        </message>
        <message>
            <source>Uses the folds that your table names.</source>
            <translation>Verwendet die Folds, die die Tabelle nennt.</translation>
        </message>
        <message>
            <source>Uses the validation data that your dataset names: {named_validation:,} of the images.</source>
            <translation>Verwendet die Validierungsdaten, die der Datensatz nennt: {named_validation:,} der Bilder.</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Validierung</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Urteil</translation>
        </message>
        <message>
            <source>Verdict: {verdict}
I see: {seen}
{slices}</source>
            <translation>Urteil: {verdict}
Eigene Beurteilung: {seen}
{slices}</translation>
        </message>
        <message>
            <source>Verdict: {verdict}{level}</source>
            <translation>Urteil: {verdict}{level}</translation>
        </message>
        <message>
            <source>Verdicts are kept from now on, with the paths of their files, on this computer alone. Tools &gt; History lists and deletes them.</source>
            <translation>Urteile werden ab jetzt mit den Pfaden ihrer Dateien gesichert, nur auf diesem Computer. Extras &gt; Verlauf führt sie auf und löscht sie.</translation>
        </message>
        <message>
            <source>Verdicts at {level}</source>
            <translation>Urteile zu {level} richtig</translation>
        </message>
        <message>
            <source>WORST MISTAKES</source>
            <translation>SCHWERSTE FEHLER</translation>
        </message>
        <message>
            <source>Watch that training with “Open an earlier run…”, or resume it when it has ended.</source>
            <translation>Jenes Training mit „Früheren Lauf öffnen …“ verfolgen oder nach seinem Ende fortsetzen.</translation>
        </message>
        <message>
            <source>Web page in one file (HTML)</source>
            <translation>Webseite in einer Datei (HTML)</translation>
        </message>
        <message>
            <source>Weight rare classes higher</source>
            <translation>Seltene höher gewichten</translation>
        </message>
        <message>
            <source>Weights are being downloaded.</source>
            <translation>Gewichte werden heruntergeladen.</translation>
        </message>
        <message>
            <source>What I see, against the verdicts</source>
            <translation>Eigene Beurteilungen gegen die Urteile</translation>
        </message>
        <message>
            <source>What the &amp;network sees</source>
            <translation>Was das &amp;Netz sieht</translation>
        </message>
        <message>
            <source>What the model says at the level of the batch; of a study, what its slices say together</source>
            <translation>Was das Modell auf dem Niveau des Durchlaufs sagt; bei einer Untersuchung, was ihre Schichten zusammen sagen</translation>
        </message>
        <message>
            <source>What the network sees</source>
            <translation>Was das Netz sieht</translation>
        </message>
        <message>
            <source>What to start from</source>
            <translation>Wovon ausgehen</translation>
        </message>
        <message>
            <source>What you think of the verdict: select rows, then press A to agree, O for another class, N for no tumour, U if unsure, Shift+N for a note</source>
            <translation>Eigene Beurteilung des Urteils: Zeilen auswählen, dann A für Zustimmung, O für eine andere Klasse, N für keinen Tumor, U für unsicher drücken, Umschalt+N für eine Anmerkung</translation>
        </message>
        <message>
            <source>Wheel</source>
            <translation>Mausrad</translation>
        </message>
        <message>
            <source>When it was read</source>
            <translation>Wann gelesen</translation>
        </message>
        <message>
            <source>Whether test images have copies in the training data depends on how it will be cut.</source>
            <translation>Ob Testbilder Kopien in den Trainingsdaten haben, hängt davon ab, wie er geteilt wird.</translation>
        </message>
        <message>
            <source>Whether {seen} predicts the class was not measured: {reason}.</source>
            <translation>Ob sich aus {seen} die Klasse vorhersagen lässt, wurde nicht gemessen: {reason}.</translation>
        </message>
        <message>
            <source>Which images?</source>
            <translation>Welche Bilder?</translation>
        </message>
        <message>
            <source>Which slices of a volume or series</source>
            <translation>Welche Schichten eines Volumens oder einer Serie</translation>
        </message>
        <message>
            <source>Why a person should look at this slice; sorts by urgency</source>
            <translation>Warum ein Mensch diese Schicht ansehen sollte; sortiert nach Dringlichkeit</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>Fenster</translation>
        </message>
        <message>
            <source>Window &amp;presets</source>
            <translation>&amp;Fenstervorgaben</translation>
        </message>
        <message>
            <source>Window of what is framed</source>
            <translation>Fenster des Umrahmten</translation>
        </message>
        <message>
            <source>Window presets</source>
            <translation>Fenstervorgaben</translation>
        </message>
        <message>
            <source>Window presets (1 to 9)</source>
            <translation>Fenstervorgaben (1 bis 9)</translation>
        </message>
        <message>
            <source>Window width and centre</source>
            <translation>Fensterbreite und -lage</translation>
        </message>
        <message>
            <source>Window: from the file</source>
            <translation>Fenster: aus der Datei</translation>
        </message>
        <message>
            <source>Window: my own {slot}</source>
            <translation>Fenster: mein eigenes {slot}</translation>
        </message>
        <message>
            <source>Window: {words}</source>
            <translation>Fenster: {words}</translation>
        </message>
        <message>
            <source>With a tool: lead it, and set a point</source>
            <translation>Mit einem Werkzeug: führen und Punkt setzen</translation>
        </message>
        <message>
            <source>With fewer cores, the computer stays cooler and quieter, and the training takes longer.</source>
            <translation>Mit weniger Kernen bleibt der Computer kühler und leiser, und das Training dauert länger.</translation>
        </message>
        <message>
            <source>With my opinion</source>
            <translation>Von mir beurteilt</translation>
        </message>
        <message>
            <source>With so few, nothing can be promised of the verdicts; {level} needs images of {count} patients with a tumour and as many without.</source>
            <translation>Mit so wenigen lässt sich über die Urteile nichts zusagen; {level} richtige brauchen Bilder von {count} Patienten mit Tumor und ebenso vielen ohne.</translation>
        </message>
        <message>
            <source>With so few, nothing can be promised of the verdicts; {level} needs images of {count} patients.</source>
            <translation>Mit so wenigen lässt sich über die Urteile nichts zusagen; {level} richtige brauchen Bilder von {count} Patienten.</translation>
        </message>
        <message>
            <source>With so few, verdicts can be promised to be right in {most} at most, less if several images are of one patient; {level} needs images of {count} patients with a tumour and as many without.</source>
            <translation>Mit so wenigen lassen sich höchstens {most} richtige Urteile zusagen, weniger, wenn mehrere Bilder von einem Patienten sind; {level} brauchen Bilder von {count} Patienten mit Tumor und ebenso vielen ohne.</translation>
        </message>
        <message>
            <source>With so few, verdicts can be promised to be right in {most} at most, less if several images are of one patient; {level} needs images of {count} patients.</source>
            <translation>Mit so wenigen lassen sich höchstens {most} richtige Urteile zusagen, weniger, wenn mehrere Bilder von einem Patienten sind; {level} brauchen Bilder von {count} Patienten.</translation>
        </message>
        <message>
            <source>With so few, verdicts can be promised to be right in {most} at most; {level} needs images of {count} patients.</source>
            <translation>Mit so wenigen lassen sich höchstens {most} richtige Urteile zusagen; {level} brauchen Bilder von {count} Patienten.</translation>
        </message>
        <message>
            <source>Within a side, {pairs} of copies: {kinds}.</source>
            <translation>Innerhalb einer Seite {pairs} von Kopien: {kinds}.</translation>
        </message>
        <message>
            <source>Without balance, the network favours the frequent classes.</source>
            <translation>Ohne Ausgleich bevorzugt das Netz die häufigen Klassen.</translation>
        </message>
        <message>
            <source>Write a note</source>
            <translation>Anmerkung schreiben</translation>
        </message>
        <message>
            <source>Write a note on {rows}?</source>
            <translation>Eine Anmerkung zu {rows} schreiben?</translation>
        </message>
        <message>
            <source>Write as</source>
            <translation>Schreiben als</translation>
        </message>
        <message>
            <source>Write heat maps to</source>
            <translation>Heatmaps schreiben nach</translation>
        </message>
        <message>
            <source>Write the model as one file, to install it on another computer</source>
            <translation>Das Modell als eine Datei schreiben, um es auf einem anderen Computer zu installieren</translation>
        </message>
        <message>
            <source>Write the rows that are shown to a file</source>
            <translation>Die gezeigten Zeilen in eine Datei schreiben</translation>
        </message>
        <message>
            <source>Write what is found to a table</source>
            <translation>Das Gefundene in eine Tabelle schreiben</translation>
        </message>
        <message>
            <source>Writing records</source>
            <translation>Ergebniszeilen werden geschrieben</translation>
        </message>
        <message>
            <source>Writing the report</source>
            <translation>Bericht wird geschrieben</translation>
        </message>
        <message>
            <source>Writing {name}…</source>
            <translation>{name} wird geschrieben …</translation>
        </message>
        <message>
            <source>Writing…</source>
            <translation>Wird geschrieben …</translation>
        </message>
        <message>
            <source>Written to {name}.</source>
            <translation>Nach {name} geschrieben.</translation>
        </message>
        <message>
            <source>Wrote {entries} to {name}.</source>
            <translation>{entries} nach {name} geschrieben.</translation>
        </message>
        <message>
            <source>Wrote {images} with the classes that you see.</source>
            <translation>{images} mit den Klassen der eigenen Beurteilung geschrieben.</translation>
        </message>
        <message>
            <source>Wrote {images} with the classes that you see: {counts}.</source>
            <translation>{images} mit den Klassen der eigenen Beurteilung geschrieben: {counts}.</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Gestern</translation>
        </message>
        <message>
            <source>Yesterday's batch</source>
            <translation>Der Durchlauf von gestern</translation>
        </message>
        <message>
            <source>You and the model agree on {agreed:,} of {slices}.</source>
            <translation>Befunder und Modell stimmen bei {agreed:,} von {slices} überein.</translation>
        </message>
        <message>
            <source>You can undo it until the next answer.</source>
            <translation>Bis zur nächsten Antwort lässt sich das rückgängig machen.</translation>
        </message>
        <message>
            <source>You cannot undo this. The pictures and the files that you saved elsewhere are not deleted.</source>
            <translation>Dies lässt sich nicht rückgängig machen. Die Bilder und die anderswo gespeicherten Dateien werden nicht gelöscht.</translation>
        </message>
        <message>
            <source>You read {model}: {words}</source>
            <translation>Beurteilung bei {model}: {words}</translation>
        </message>
        <message>
            <source>You will have to start it again.</source>
            <translation>Es muss neu begonnen werden.</translation>
        </message>
        <message>
            <source>Your opinions, notes and measurements go with them. You cannot undo this. The pictures are not deleted.</source>
            <translation>Beurteilungen, Anmerkungen und Messungen gehen mit verloren. Dies lässt sich nicht rückgängig machen. Die Bilder werden nicht gelöscht.</translation>
        </message>
        <message>
            <source>Your own settings, changed below or loaded from a file.</source>
            <translation>Eigene Einstellungen, unten geändert oder aus einer Datei geladen.</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>Zoom</translation>
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation>Ver&amp;größern</translation>
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation>Ver&amp;kleinern</translation>
        </message>
        <message>
            <source>Zoom, shift, turn, slice and window of all panes go together</source>
            <translation>Zoom, Verschiebung, Drehung, Schicht und Fenster aller Ansichten gehen zusammen</translation>
        </message>
        <message>
            <source>\ in paths read as /</source>
            <translation>\ in Pfaden als / gelesen</translation>
        </message>
        <message>
            <source>a 7z archive</source>
            <translation>ein 7z-Archiv</translation>
        </message>
        <message>
            <source>a BMP picture of plain pixels</source>
            <translation>ein BMP-Bild aus einfachen Pixeln</translation>
        </message>
        <message>
            <source>a CSV manifest in UTF-8</source>
            <translation>ein CSV-Manifest in UTF-8</translation>
        </message>
        <message>
            <source>a CSV manifest in UTF-8 or a folder</source>
            <translation>ein CSV-Manifest in UTF-8 oder ein Ordner</translation>
        </message>
        <message>
            <source>a DICOM directory</source>
            <translation>ein DICOM-Verzeichnis</translation>
        </message>
        <message>
            <source>a DICOM object</source>
            <translation>ein DICOM-Objekt</translation>
        </message>
        <message>
            <source>a DICOM object without pixels ({modality})</source>
            <translation>ein DICOM-Objekt ohne Pixel ({modality})</translation>
        </message>
        <message>
            <source>a DICOM picture</source>
            <translation>ein DICOM-Bild</translation>
        </message>
        <message>
            <source>a DICOM picture in a compression that Falx reads</source>
            <translation>ein DICOM-Bild in einer Kompression, die Falx liest</translation>
        </message>
        <message>
            <source>a DICOM picture with rows and columns</source>
            <translation>ein DICOM-Bild mit Zeilen und Spalten</translation>
        </message>
        <message>
            <source>a Dask scheduler, such as tcp://host:8786</source>
            <translation>ein Dask-Scheduler, etwa tcp://host:8786</translation>
        </message>
        <message>
            <source>a FITS file</source>
            <translation>eine FITS-Datei</translation>
        </message>
        <message>
            <source>a GIMP document</source>
            <translation>ein GIMP-Dokument</translation>
        </message>
        <message>
            <source>a Git LFS pointer instead of the file</source>
            <translation>ein Git-LFS-Verweis statt der Datei</translation>
        </message>
        <message>
            <source>a HEIC picture</source>
            <translation>ein HEIC-Bild</translation>
        </message>
        <message>
            <source>a JPEG XL picture</source>
            <translation>ein JPEG-XL-Bild</translation>
        </message>
        <message>
            <source>a JPEG XR picture</source>
            <translation>ein JPEG-XR-Bild</translation>
        </message>
        <message>
            <source>a JPEG of 8 bits with Huffman coding</source>
            <translation>ein JPEG mit 8 Bit und Huffman-Codierung</translation>
        </message>
        <message>
            <source>a JPEG of a rare kind</source>
            <translation>ein JPEG seltener Art</translation>
        </message>
        <message>
            <source>a JPEG of {depth} bits</source>
            <translation>ein JPEG mit {depth} Bit</translation>
        </message>
        <message>
            <source>a JPEG picture of 8 bits</source>
            <translation>ein JPEG-Bild mit 8 Bit</translation>
        </message>
        <message>
            <source>a JPEG-LS picture</source>
            <translation>ein JPEG-LS-Bild</translation>
        </message>
        <message>
            <source>a MATLAB 7.3 file (HDF5)</source>
            <translation>eine MATLAB-7.3-Datei (HDF5)</translation>
        </message>
        <message>
            <source>a MATLAB file</source>
            <translation>eine MATLAB-Datei</translation>
        </message>
        <message>
            <source>a NetCDF file, such as MINC 1</source>
            <translation>eine NetCDF-Datei, etwa MINC 1</translation>
        </message>
        <message>
            <source>a NumPy array</source>
            <translation>ein NumPy-Array</translation>
        </message>
        <message>
            <source>a PAM or PFM picture</source>
            <translation>ein PAM- oder PFM-Bild</translation>
        </message>
        <message>
            <source>a PCX picture</source>
            <translation>ein PCX-Bild</translation>
        </message>
        <message>
            <source>a PDF document</source>
            <translation>ein PDF-Dokument</translation>
        </message>
        <message>
            <source>a PNG picture</source>
            <translation>ein PNG-Bild</translation>
        </message>
        <message>
            <source>a Philips PAR file</source>
            <translation>eine Philips-PAR-Datei</translation>
        </message>
        <message>
            <source>a Photoshop document</source>
            <translation>ein Photoshop-Dokument</translation>
        </message>
        <message>
            <source>a PostScript document</source>
            <translation>ein PostScript-Dokument</translation>
        </message>
        <message>
            <source>a PowerPoint document</source>
            <translation>ein PowerPoint-Dokument</translation>
        </message>
        <message>
            <source>a RAR archive</source>
            <translation>ein RAR-Archiv</translation>
        </message>
        <message>
            <source>a Radiance picture</source>
            <translation>ein Radiance-Bild</translation>
        </message>
        <message>
            <source>a SQLite database</source>
            <translation>eine SQLite-Datenbank</translation>
        </message>
        <message>
            <source>a TIFF picture of 1 to 64 bits a value</source>
            <translation>ein TIFF-Bild mit 1 bis 64 Bit je Wert</translation>
        </message>
        <message>
            <source>a TIFF picture packed by LZW, Deflate or JPEG</source>
            <translation>ein mit LZW, Deflate oder JPEG gepacktes TIFF-Bild</translation>
        </message>
        <message>
            <source>a VTK file</source>
            <translation>eine VTK-Datei</translation>
        </message>
        <message>
            <source>a Word document</source>
            <translation>ein Word-Dokument</translation>
        </message>
        <message>
            <source>a cabinet archive</source>
            <translation>ein Cabinet-Archiv</translation>
        </message>
        <message>
            <source>a camera's raw picture</source>
            <translation>ein Rohbild einer Kamera</translation>
        </message>
        <message>
            <source>a checkpoint to make a model of</source>
            <translation>ein Zwischenstand, aus dem ein Modell werden kann</translation>
        </message>
        <message>
            <source>a damaged one</source>
            <translation>etwas Beschädigtes</translation>
        </message>
        <message>
            <source>a damaged or cut-off one</source>
            <translation>etwas Beschädigtes oder Abgeschnittenes</translation>
        </message>
        <message>
            <source>a directory of DICOM files</source>
            <translation>ein Verzeichnis von DICOM-Dateien</translation>
        </message>
        <message>
            <source>a document</source>
            <translation>ein Dokument</translation>
        </message>
        <message>
            <source>a document of an older Microsoft Office</source>
            <translation>ein Dokument eines älteren Microsoft Office</translation>
        </message>
        <message>
            <source>a file</source>
            <translation>eine Datei</translation>
        </message>
        <message>
            <source>a file of another kind</source>
            <translation>eine Datei anderer Art</translation>
        </message>
        <message>
            <source>a file of another neuroimaging program</source>
            <translation>eine Datei eines anderen Neuroimaging-Programms</translation>
        </message>
        <message>
            <source>a file of weights</source>
            <translation>eine Datei mit Gewichten</translation>
        </message>
        <message>
            <source>a file of {bytes}</source>
            <translation>eine Datei mit {bytes}</translation>
        </message>
        <message>
            <source>a file packed by Zstandard</source>
            <translation>eine mit Zstandard gepackte Datei</translation>
        </message>
        <message>
            <source>a file packed by xz</source>
            <translation>eine mit xz gepackte Datei</translation>
        </message>
        <message>
            <source>a file that can be read</source>
            <translation>eine lesbare Datei</translation>
        </message>
        <message>
            <source>a file that ends within it</source>
            <translation>eine Datei, die darin endet</translation>
        </message>
        <message>
            <source>a file that ends within its header</source>
            <translation>eine Datei, die im Header endet</translation>
        </message>
        <message>
            <source>a file that is too short for its size in pixels</source>
            <translation>eine Datei, die für ihre Größe in Pixeln zu kurz ist</translation>
        </message>
        <message>
            <source>a file without any</source>
            <translation>eine Datei ohne solche</translation>
        </message>
        <message>
            <source>a folder for heat maps outside the images' folder</source>
            <translation>ein Ordner für Heatmaps außerhalb des Ordners der Bilder</translation>
        </message>
        <message>
            <source>a folder of class folders or a CSV manifest</source>
            <translation>ein Ordner mit Klassenordnern oder ein CSV-Manifest</translation>
        </message>
        <message>
            <source>a folder of one DICOM series</source>
            <translation>ein Ordner mit einer DICOM-Serie</translation>
        </message>
        <message>
            <source>a folder or device</source>
            <translation>ein Ordner oder Gerät</translation>
        </message>
        <message>
            <source>a folder that can be listed or a CSV manifest</source>
            <translation>ein Ordner, dessen Inhalt lesbar ist, oder ein CSV-Manifest</translation>
        </message>
        <message>
            <source>a folder, pipe or device</source>
            <translation>ein Ordner, eine Pipe oder ein Gerät</translation>
        </message>
        <message>
            <source>a grey, RGB or RGBA picture</source>
            <translation>ein Bild in Grau, RGB oder RGBA</translation>
        </message>
        <message>
            <source>a grey, RGB, YBR or palette picture</source>
            <translation>ein Bild in Grau, RGB, YBR oder mit Palette</translation>
        </message>
        <message>
            <source>a history of version {number}</source>
            <translation>ein Verlauf der Version {number}</translation>
        </message>
        <message>
            <source>a key-object note</source>
            <translation>eine Key-Object-Notiz</translation>
        </message>
        <message>
            <source>a larger one</source>
            <translation>etwas Größeres</translation>
        </message>
        <message>
            <source>a later file in the archive has the same name</source>
            <translation>eine spätere Datei im Archiv hat denselben Namen</translation>
        </message>
        <message>
            <source>a list of files</source>
            <translation>eine Liste von Dateien</translation>
        </message>
        <message>
            <source>a lossless JPEG</source>
            <translation>ein verlustfreies JPEG</translation>
        </message>
        <message>
            <source>a model of architecture {name}</source>
            <translation>ein Modell der Architektur {name}</translation>
        </message>
        <message>
            <source>a model package</source>
            <translation>ein Modellpaket</translation>
        </message>
        <message>
            <source>a packed file</source>
            <translation>eine gepackte Datei</translation>
        </message>
        <message>
            <source>a packed file of {bytes}</source>
            <translation>eine gepackte Datei von {bytes}</translation>
        </message>
        <message>
            <source>a path and a class</source>
            <translation>ein Pfad und eine Klasse</translation>
        </message>
        <message>
            <source>a picture of numbers</source>
            <translation>ein Bild aus Zahlen</translation>
        </message>
        <message>
            <source>a picture of the process that reads files</source>
            <translation>ein Bild vom Leseprozess</translation>
        </message>
        <message>
            <source>a picture of up to 100 megapixels</source>
            <translation>ein Bild mit höchstens 100 Megapixeln</translation>
        </message>
        <message>
            <source>a picture of {side} pixels a side to {most} megapixels</source>
            <translation>ein Bild von {side} Pixeln je Seite bis {most} Megapixeln</translation>
        </message>
        <message>
            <source>a picture that fits into memory</source>
            <translation>ein Bild, das in den Speicher passt</translation>
        </message>
        <message>
            <source>a presentation state</source>
            <translation>ein Darstellungszustand (Presentation State)</translation>
        </message>
        <message>
            <source>a program</source>
            <translation>ein Programm</translation>
        </message>
        <message>
            <source>a report</source>
            <translation>ein Bericht</translation>
        </message>
        <message>
            <source>a report was kept: see Help &gt; Show log</source>
            <translation>ein Bericht wurde aufbewahrt: siehe Hilfe &gt; Protokoll anzeigen</translation>
        </message>
        <message>
            <source>a sound</source>
            <translation>eine Tonaufnahme</translation>
        </message>
        <message>
            <source>a spectrum</source>
            <translation>ein Spektrum</translation>
        </message>
        <message>
            <source>a spreadsheet</source>
            <translation>eine Tabellenkalkulation</translation>
        </message>
        <message>
            <source>a table (CSV)</source>
            <translation>eine Tabelle (CSV)</translation>
        </message>
        <message>
            <source>a tar archive</source>
            <translation>ein tar-Archiv</translation>
        </message>
        <message>
            <source>a text file</source>
            <translation>eine Textdatei</translation>
        </message>
        <message>
            <source>a time</source>
            <translation>eine Zeit</translation>
        </message>
        <message>
            <source>a training takes single images: save the slices as such, and add their folder as a dataset</source>
            <translation>ein Training nimmt einzelne Bilder: die Schichten als solche speichern und ihren Ordner als Datensatz hinzufügen</translation>
        </message>
        <message>
            <source>a tumour</source>
            <translation>einen Tumor</translation>
        </message>
        <message>
            <source>a tumour and no tumour are both plausible</source>
            <translation>Tumor und kein Tumor sind beide plausibel</translation>
        </message>
        <message>
            <source>a tumour was found</source>
            <translation>ein Tumor wurde gefunden</translation>
        </message>
        <message>
            <source>a video</source>
            <translation>ein Video</translation>
        </message>
        <message>
            <source>a volume</source>
            <translation>ein Volumen</translation>
        </message>
        <message>
            <source>a volume of grey values</source>
            <translation>ein Volumen aus Grauwerten</translation>
        </message>
        <message>
            <source>a volume of numbers</source>
            <translation>ein Volumen aus Zahlen</translation>
        </message>
        <message>
            <source>a volume of one grey value a place</source>
            <translation>ein Volumen mit einem Grauwert je Ort</translation>
        </message>
        <message>
            <source>a volume of two or three axes</source>
            <translation>ein Volumen mit zwei oder drei Achsen</translation>
        </message>
        <message>
            <source>a volume of up to {count} million values and {bytes}</source>
            <translation>ein Volumen von höchstens {count} Millionen Werten und {bytes}</translation>
        </message>
        <message>
            <source>a waveform</source>
            <translation>eine Wellenform</translation>
        </message>
        <message>
            <source>a web page</source>
            <translation>eine Webseite</translation>
        </message>
        <message>
            <source>a whole DICOM picture</source>
            <translation>ein vollständiges DICOM-Bild</translation>
        </message>
        <message>
            <source>a whole file in the zip archive</source>
            <translation>eine vollständige Datei im Zip-Archiv</translation>
        </message>
        <message>
            <source>a whole image</source>
            <translation>ein vollständiges Bild</translation>
        </message>
        <message>
            <source>a whole number as fold</source>
            <translation>eine ganze Zahl als Fold</translation>
        </message>
        <message>
            <source>a whole zip archive</source>
            <translation>ein vollständiges Zip-Archiv</translation>
        </message>
        <message>
            <source>a whole {kind} header</source>
            <translation>ein vollständiger {kind}-Header</translation>
        </message>
        <message>
            <source>a whole {kind} picture</source>
            <translation>ein vollständiges {kind}-Bild</translation>
        </message>
        <message>
            <source>a zip archive</source>
            <translation>ein Zip-Archiv</translation>
        </message>
        <message>
            <source>a zip archive of pictures</source>
            <translation>ein Zip-Archiv mit Bildern</translation>
        </message>
        <message>
            <source>a zip archive of up to {count} files and folders</source>
            <translation>ein ZIP-Archiv mit bis zu {count} Dateien und Ordnern</translation>
        </message>
        <message>
            <source>a zip archive without AES encryption</source>
            <translation>ein Zip-Archiv ohne AES-Verschlüsselung</translation>
        </message>
        <message>
            <source>a {kind} header of {count} bytes</source>
            <translation>ein {kind}-Kopf von {count} Byte</translation>
        </message>
        <message>
            <source>about {seconds}</source>
            <translation>etwa {seconds}</translation>
        </message>
        <message>
            <source>add images to train on, or remove that class</source>
            <translation>Bilder zum Trainieren hinzufügen oder diese Klasse entfernen</translation>
        </message>
        <message>
            <source>add {tool}</source>
            <translation>{tool} hinzufügen</translation>
        </message>
        <message>
            <source>after</source>
            <translation>nach</translation>
        </message>
        <message>
            <source>all</source>
            <translation>alle</translation>
        </message>
        <message>
            <source>all workers are gone</source>
            <translation>alle Worker sind fort</translation>
        </message>
        <message>
            <source>all {cores} cores</source>
            <translation>alle {cores} Kerne</translation>
        </message>
        <message>
            <source>always goes to the next control</source>
            <translation>geht immer zum nächsten Bedienelement</translation>
        </message>
        <message>
            <source>always leaves what is open or in hand</source>
            <translation>verlässt immer, was gerade offen oder in Arbeit ist</translation>
        </message>
        <message>
            <source>always presses the button or sets the point</source>
            <translation>drückt immer die Schaltfläche oder setzt den Punkt</translation>
        </message>
        <message>
            <source>an AFNI header</source>
            <translation>ein AFNI-Kopf</translation>
        </message>
        <message>
            <source>an AVIF picture that this build decodes</source>
            <translation>ein AVIF-Bild, das diese Version dekodiert</translation>
        </message>
        <message>
            <source>an ECAT volume</source>
            <translation>ein ECAT-Volumen</translation>
        </message>
        <message>
            <source>an Excel document</source>
            <translation>ein Excel-Dokument</translation>
        </message>
        <message>
            <source>an HDF5 file, such as MINC 2</source>
            <translation>eine HDF5-Datei, etwa MINC 2</translation>
        </message>
        <message>
            <source>an OpenDocument file</source>
            <translation>eine OpenDocument-Datei</translation>
        </message>
        <message>
            <source>an OpenEXR picture</source>
            <translation>ein OpenEXR-Bild</translation>
        </message>
        <message>
            <source>an RTF document</source>
            <translation>ein RTF-Dokument</translation>
        </message>
        <message>
            <source>an SVG drawing</source>
            <translation>eine SVG-Zeichnung</translation>
        </message>
        <message>
            <source>an XML file</source>
            <translation>eine XML-Datei</translation>
        </message>
        <message>
            <source>an archive</source>
            <translation>ein Archiv</translation>
        </message>
        <message>
            <source>an empty file</source>
            <translation>eine leere Datei</translation>
        </message>
        <message>
            <source>an empty zip archive</source>
            <translation>ein leeres Zip-Archiv</translation>
        </message>
        <message>
            <source>an icon</source>
            <translation>ein Symbol</translation>
        </message>
        <message>
            <source>an image</source>
            <translation>ein Bild</translation>
        </message>
        <message>
            <source>an image ({formats} or another kind)</source>
            <translation>ein Bild ({formats} oder eine andere Art)</translation>
        </message>
        <message>
            <source>an old Excel sheet</source>
            <translation>ein altes Excel-Blatt</translation>
        </message>
        <message>
            <source>an outline as x,y pairs in pixels</source>
            <translation>ein Umriss aus Paaren x,y in Pixeln</translation>
        </message>
        <message>
            <source>an unknown method ({number})</source>
            <translation>einem unbekannten Verfahren ({number})</translation>
        </message>
        <message>
            <source>and</source>
            <translation>und</translation>
        </message>
        <message>
            <source>and {more:,} more</source>
            <translation>und {more:,} weitere</translation>
        </message>
        <message>
            <source>another process is changing the installed models</source>
            <translation>ein anderer Prozess ändert gerade die installierten Modelle</translation>
        </message>
        <message>
            <source>another process is evaluating there</source>
            <translation>ein anderer Prozess bewertet dort</translation>
        </message>
        <message>
            <source>another process is training there</source>
            <translation>ein anderer Prozess trainiert dort</translation>
        </message>
        <message>
            <source>another weighting</source>
            <translation>eine andere Wichtung</translation>
        </message>
        <message>
            <source>another window of Falx is working on this</source>
            <translation>ein anderes Fenster von Falx arbeitet daran</translation>
        </message>
        <message>
            <source>any of the {done} epochs</source>
            <translation>jede der {done} Epochen</translation>
        </message>
        <message>
            <source>any tumour</source>
            <translation>Tumor jeder Art</translation>
        </message>
        <message>
            <source>are not counted</source>
            <translation>werden nicht gezählt</translation>
        </message>
        <message>
            <source>area {area} {unit}</source>
            <translation>Fläche {area} {unit}</translation>
        </message>
        <message>
            <source>arithmetic coding</source>
            <translation>arithmetische Codierung</translation>
        </message>
        <message>
            <source>as displayed, {window}</source>
            <translation>wie angezeigt, {window}</translation>
        </message>
        <message>
            <source>as much at random</source>
            <translation>ebenso viel zufällig</translation>
        </message>
        <message>
            <source>ask where it came from before you unpack it</source>
            <translation>vor dem Entpacken nach der Herkunft fragen</translation>
        </message>
        <message>
            <source>axial</source>
            <translation>axial</translation>
        </message>
        <message>
            <source>balanced accuracy {accuracy}, 95 % interval {low} to {high}; guessing blindly gives {chance}</source>
            <translation>ausgewogene Genauigkeit {accuracy}, 95-%-Intervall {low} bis {high}; blindes Raten ergibt {chance}</translation>
        </message>
        <message>
            <source>before</source>
            <translation>vor</translation>
        </message>
        <message>
            <source>before contrast</source>
            <translation>vor Kontrastmittel</translation>
        </message>
        <message>
            <source>binary data</source>
            <translation>binäre Daten</translation>
        </message>
        <message>
            <source>calibration</source>
            <translation>die Kalibrierung</translation>
        </message>
        <message>
            <source>cannot be deleted ({reason})</source>
            <translation>lässt sich nicht löschen ({reason})</translation>
        </message>
        <message>
            <source>cannot be read ({reason})</source>
            <translation>nicht lesbar ({reason})</translation>
        </message>
        <message>
            <source>cannot be written</source>
            <translation>kann nicht geschrieben werden</translation>
        </message>
        <message>
            <source>cannot be written ({reason})</source>
            <translation>lässt sich nicht schreiben ({reason})</translation>
        </message>
        <message>
            <source>cannot be written: no space is left</source>
            <translation>lässt sich nicht schreiben: Es ist kein Platz mehr frei</translation>
        </message>
        <message>
            <source>change its permissions</source>
            <translation>die Berechtigungen ändern</translation>
        </message>
        <message>
            <source>changes the window of the picture</source>
            <translation>ändert die Fensterung des Bildes</translation>
        </message>
        <message>
            <source>check the address</source>
            <translation>die Adresse prüfen</translation>
        </message>
        <message>
            <source>check the name</source>
            <translation>den Namen prüfen</translation>
        </message>
        <message>
            <source>check what was packed</source>
            <translation>prüfen, was gepackt wurde</translation>
        </message>
        <message>
            <source>choose an image</source>
            <translation>ein Bild wählen</translation>
        </message>
        <message>
            <source>choose another</source>
            <translation>etwas anderes wählen</translation>
        </message>
        <message>
            <source>choose another file</source>
            <translation>eine andere Datei wählen</translation>
        </message>
        <message>
            <source>choose another folder</source>
            <translation>einen anderen Ordner wählen</translation>
        </message>
        <message>
            <source>choose another model</source>
            <translation>ein anderes Modell wählen</translation>
        </message>
        <message>
            <source>choose another name</source>
            <translation>einen anderen Namen wählen</translation>
        </message>
        <message>
            <source>choose another place</source>
            <translation>einen anderen Ort wählen</translation>
        </message>
        <message>
            <source>choose those settings</source>
            <translation>jene Einstellungen wählen</translation>
        </message>
        <message>
            <source>classes {first} and {second} differ only in case</source>
            <translation>die Klassen {first} und {second} unterscheiden sich nur in der Großschreibung</translation>
        </message>
        <message>
            <source>classify each drive in its own batch</source>
            <translation>jedes Laufwerk in einem eigenen Durchlauf klassifizieren</translation>
        </message>
        <message>
            <source>close other programs or copy the file to this computer, then try again</source>
            <translation>andere Programme schließen oder die Datei auf diesen Computer kopieren, dann erneut versuchen</translation>
        </message>
        <message>
            <source>close other programs or resize it</source>
            <translation>andere Programme schließen oder das Bild verkleinern</translation>
        </message>
        <message>
            <source>close other programs, then try again</source>
            <translation>andere Programme schließen, dann noch einmal versuchen</translation>
        </message>
        <message>
            <source>close the window</source>
            <translation>Fenster schließen</translation>
        </message>
        <message>
            <source>columns separated by {separator}</source>
            <translation>Spalten getrennt durch {separator}</translation>
        </message>
        <message>
            <source>continue the training</source>
            <translation>das Training fortsetzen</translation>
        </message>
        <message>
            <source>convert it and its REC file to NIfTI</source>
            <translation>sie und ihre REC-Datei in NIfTI umwandeln</translation>
        </message>
        <message>
            <source>convert it first</source>
            <translation>zuerst umwandeln</translation>
        </message>
        <message>
            <source>convert it to NIfTI</source>
            <translation>in NIfTI umwandeln</translation>
        </message>
        <message>
            <source>copy it again</source>
            <translation>erneut kopieren</translation>
        </message>
        <message>
            <source>coronal</source>
            <translation>koronal</translation>
        </message>
        <message>
            <source>correct column outline_xy</source>
            <translation>die Spalte outline_xy berichtigen</translation>
        </message>
        <message>
            <source>could not be opened</source>
            <translation>konnte nicht geöffnet werden</translation>
        </message>
        <message>
            <source>could not be read</source>
            <translation>nicht lesbar</translation>
        </message>
        <message>
            <source>crop it</source>
            <translation>zuschneiden</translation>
        </message>
        <message>
            <source>crop or resize it</source>
            <translation>zuschneiden oder die Größe ändern</translation>
        </message>
        <message>
            <source>cut off</source>
            <translation>abgeschnitten</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>beschädigt</translation>
        </message>
        <message numerus="yes">
            <source>damaged file</source>
            <translation>
                <numerusform>beschädigte Datei</numerusform>
                <numerusform>beschädigte Dateien</numerusform>
            </translation>
        </message>
        <message>
            <source>damaged ones ({reason})</source>
            <translation>beschädigte ({reason})</translation>
        </message>
        <message>
            <source>data as text</source>
            <translation>Daten als Text</translation>
        </message>
        <message>
            <source>data as {encoding}</source>
            <translation>Daten als {encoding}</translation>
        </message>
        <message>
            <source>data in one file</source>
            <translation>Daten in einer Datei</translation>
        </message>
        <message>
            <source>data of a radiotherapy</source>
            <translation>Daten einer Strahlentherapie</translation>
        </message>
        <message>
            <source>data of an unknown format</source>
            <translation>Daten in unbekanntem Format</translation>
        </message>
        <message>
            <source>data that are {state}</source>
            <translation>Daten, die {state} sind</translation>
        </message>
        <message numerus="yes">
            <source>day</source>
            <translation>
                <numerusform>Tag</numerusform>
                <numerusform>Tage</numerusform>
            </translation>
        </message>
        <message>
            <source>delete all measurements</source>
            <translation>alle Messungen löschen</translation>
        </message>
        <message>
            <source>delete {tool}</source>
            <translation>{tool} löschen</translation>
        </message>
        <message>
            <source>disagreeing</source>
            <translation>abweichend</translation>
        </message>
        <message>
            <source>does not fit</source>
            <translation>passt nicht</translation>
        </message>
        <message>
            <source>does not look like a brain MRI</source>
            <translation>sieht nicht wie ein Gehirn-MRT aus</translation>
        </message>
        <message>
            <source>done</source>
            <translation>fertig</translation>
        </message>
        <message numerus="yes">
            <source>duplicate</source>
            <translation>
                <numerusform>Duplikat</numerusform>
                <numerusform>Duplikate</numerusform>
            </translation>
        </message>
        <message>
            <source>early stopping and calibration</source>
            <translation>Early Stopping und Kalibrierung</translation>
        </message>
        <message numerus="yes">
            <source>empty line</source>
            <translation>
                <numerusform>leere Zeile</numerusform>
                <numerusform>leere Zeilen</numerusform>
            </translation>
        </message>
        <message>
            <source>ended</source>
            <translation>beendet</translation>
        </message>
        <message>
            <source>enter another, or unpack the archive first</source>
            <translation>ein anderes eingeben oder das Archiv zuerst entpacken</translation>
        </message>
        <message>
            <source>enter its password in the window, or unpack it first</source>
            <translation>das Passwort im Fenster eingeben oder zuerst entpacken</translation>
        </message>
        <message numerus="yes">
            <source>entry</source>
            <translation>
                <numerusform>Eintrag</numerusform>
                <numerusform>Einträge</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>epoch</source>
            <translation>
                <numerusform>Epoche</numerusform>
                <numerusform>Epochen</numerusform>
            </translation>
        </message>
        <message>
            <source>epoch {epoch}</source>
            <translation>Epoche {epoch}</translation>
        </message>
        <message>
            <source>epoch {epoch} of {done}</source>
            <translation>Epoche {epoch} von {done}</translation>
        </message>
        <message>
            <source>epoch {epoch}, the last</source>
            <translation>Epoche {epoch}, die letzte</translation>
        </message>
        <message>
            <source>epochs {first} to {last} of {done}, averaged, as the settings ask</source>
            <translation>Epochen {first} bis {last} von {done}, gemittelt, wie eingestellt</translation>
        </message>
        <message>
            <source>epochs {first} to {last}, averaged</source>
            <translation>Epochen {first} bis {last}, gemittelt</translation>
        </message>
        <message>
            <source>evaluate the model on another dataset</source>
            <translation>das Modell an einem anderen Datensatz bewerten</translation>
        </message>
        <message>
            <source>evidence map</source>
            <translation>Evidenzkarte</translation>
        </message>
        <message>
            <source>expected images of {least} to {most} classes, found {count} (none)</source>
            <translation>erwartet: Bilder von {least} bis {most} Klassen, gefunden: {count}</translation>
        </message>
        <message>
            <source>expected images of {least} to {most} classes, found {count} ({name}, {images})</source>
            <translation>erwartet: Bilder von {least} bis {most} Klassen, gefunden: {count} ({name}, {images})</translation>
        </message>
        <message>
            <source>expected the folder of the images, which is missing or empty now</source>
            <translation>erwartet: der Ordner der Bilder, der jetzt fehlt oder leer ist</translation>
        </message>
        <message>
            <source>expected the model {name}, with which this was started, but it is no longer installed</source>
            <translation>erwartet: das Modell {name}, mit dem dies begonnen wurde, aber es ist nicht mehr installiert</translation>
        </message>
        <message>
            <source>expected {expected}</source>
            <translation>erwartet: {expected}</translation>
        </message>
        <message>
            <source>expected {expected}, found {found}</source>
            <translation>erwartet: {expected}, gefunden: {found}</translation>
        </message>
        <message>
            <source>expected {expected}, got {got}</source>
            <translation>erwartet: {expected}, gefunden: {got}</translation>
        </message>
        <message>
            <source>export it again</source>
            <translation>erneut exportieren</translation>
        </message>
        <message>
            <source>fall of the probability</source>
            <translation>Abfall der Wahrscheinlichkeit</translation>
        </message>
        <message>
            <source>fat sat</source>
            <translation>fettgesättigt</translation>
        </message>
        <message>
            <source>fetch the file with git lfs pull</source>
            <translation>die Datei mit git lfs pull holen</translation>
        </message>
        <message numerus="yes">
            <source>file</source>
            <translation>
                <numerusform>Datei</numerusform>
                <numerusform>Dateien</numerusform>
            </translation>
        </message>
        <message>
            <source>fix the cause, then resume</source>
            <translation>die Ursache beheben, dann fortsetzen</translation>
        </message>
        <message>
            <source>fix the cause, then resume; the results so far are kept</source>
            <translation>die Ursache beheben, dann fortsetzen; die bisherigen Ergebnisse bleiben erhalten</translation>
        </message>
        <message>
            <source>fix the cause, then start again</source>
            <translation>die Ursache beheben, dann neu beginnen</translation>
        </message>
        <message numerus="yes">
            <source>fold</source>
            <translation>
                <numerusform>Fold</numerusform>
                <numerusform>Folds</numerusform>
            </translation>
        </message>
        <message>
            <source>folders named after classes: {found}</source>
            <translation>Ordner nach Klassen benannt: {found}</translation>
        </message>
        <message>
            <source>for validation</source>
            <translation>zur Validierung</translation>
        </message>
        <message>
            <source>for {count} a copy of any sharpness, upright or mirrored</source>
            <translation>für {count} eine Kopie beliebiger Schärfe, aufrecht oder gespiegelt</translation>
        </message>
        <message>
            <source>for {count} a turned copy</source>
            <translation>für {count} eine gedrehte Kopie</translation>
        </message>
        <message>
            <source>for {count} the same file</source>
            <translation>für {count} dieselbe Datei</translation>
        </message>
        <message>
            <source>for {count} the same file or a look-alike</source>
            <translation>für {count} dieselbe Datei oder ein fast gleiches Bild</translation>
        </message>
        <message>
            <source>frames of up to {most} megapixels in a file</source>
            <translation>Bilder von höchstens {most} Megapixeln je Datei</translation>
        </message>
        <message>
            <source>free some, or choose another place; the results so far are kept</source>
            <translation>Platz schaffen oder einen anderen Ort wählen; die bisherigen Ergebnisse bleiben erhalten</translation>
        </message>
        <message>
            <source>free some, then resume; the results so far are kept</source>
            <translation>Platz schaffen, dann fortsetzen; die bisherigen Ergebnisse bleiben erhalten</translation>
        </message>
        <message>
            <source>give another folder</source>
            <translation>einen anderen Ordner angeben</translation>
        </message>
        <message>
            <source>give fewer folds or add images of more patients</source>
            <translation>weniger Folds angeben oder Bilder weiterer Patienten hinzufügen</translation>
        </message>
        <message>
            <source>give the dataset that it was made from, or for falx audit the folder of a whole cross-validation (falx train --folds)</source>
            <translation>den Datensatz angeben, aus dem das entstand, oder für falx audit den Ordner einer ganzen Kreuzvalidierung (falx train --folds)</translation>
        </message>
        <message numerus="yes">
            <source>group</source>
            <translation>
                <numerusform>Gruppe</numerusform>
                <numerusform>Gruppen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>heat map</source>
            <translation>
                <numerusform>Heatmap</numerusform>
                <numerusform>Heatmaps</numerusform>
            </translation>
        </message>
        <message>
            <source>heat map not drawn yet</source>
            <translation>Heatmap noch nicht gezeichnet</translation>
        </message>
        <message>
            <source>holds a cross-validation already</source>
            <translation>enthält schon eine Kreuzvalidierung</translation>
        </message>
        <message>
            <source>holds a model package that does not belong to this run</source>
            <translation>enthält ein Modellpaket, das nicht zu diesem Lauf gehört</translation>
        </message>
        <message>
            <source>holds a run that is no cross-validation</source>
            <translation>enthält einen Lauf, der keine Kreuzvalidierung ist</translation>
        </message>
        <message>
            <source>hottest places</source>
            <translation>heißeste Stellen</translation>
        </message>
        <message>
            <source>how likely each place shows a tumour of any kind</source>
            <translation>wie wahrscheinlich jede Stelle einen Tumor beliebiger Art zeigt</translation>
        </message>
        <message>
            <source>if {name} lists them, give that file</source>
            <translation>falls {name} sie auflistet, diese Datei angeben</translation>
        </message>
        <message numerus="yes">
            <source>image</source>
            <translation>
                <numerusform>Bild</numerusform>
                <numerusform>Bilder</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>image file</source>
            <translation>
                <numerusform>Bilddatei</numerusform>
                <numerusform>Bilddateien</numerusform>
            </translation>
        </message>
        <message>
            <source>images in it</source>
            <translation>Bilder darin</translation>
        </message>
        <message>
            <source>images in this folder</source>
            <translation>Bilder in diesem Ordner</translation>
        </message>
        <message>
            <source>images of {least} to 20 classes</source>
            <translation>Bilder von {least} bis 20 Klassen</translation>
        </message>
        <message>
            <source>images of {least} to {most} classes</source>
            <translation>Bilder von {least} bis {most} Klassen</translation>
        </message>
        <message>
            <source>images on one drive for heat maps</source>
            <translation>Bilder auf einem Laufwerk für Heatmaps</translation>
        </message>
        <message>
            <source>images that can be read in each class</source>
            <translation>lesbare Bilder in jeder Klasse</translation>
        </message>
        <message>
            <source>in another fold</source>
            <translation>in einem anderen Fold</translation>
        </message>
        <message>
            <source>in the training data</source>
            <translation>in den Trainingsdaten</translation>
        </message>
        <message>
            <source>in {folder}</source>
            <translation>in {folder}</translation>
        </message>
        <message>
            <source>install it again, or start a new batch with another model</source>
            <translation>erneut installieren oder mit einem anderen Modell einen neuen Durchlauf beginnen</translation>
        </message>
        <message>
            <source>install it: pip install dask distributed, on the workers too</source>
            <translation>installieren: pip install dask distributed, auch auf den Workern</translation>
        </message>
        <message>
            <source>install the same Falx on each</source>
            <translation>auf jedem das gleiche Falx installieren</translation>
        </message>
        <message>
            <source>interrupted</source>
            <translation>unterbrochen</translation>
        </message>
        <message numerus="yes">
            <source>is</source>
            <translation>
                <numerusform>ist</numerusform>
                <numerusform>sind</numerusform>
            </translation>
        </message>
        <message>
            <source>is not counted</source>
            <translation>wird nicht gezählt</translation>
        </message>
        <message>
            <source>it gave no sign of life for {seconds} s while it was read</source>
            <translation>beim Lesen kam {seconds} s lang kein Lebenszeichen</translation>
        </message>
        <message>
            <source>its data file beside it</source>
            <translation>die Datendatei daneben</translation>
        </message>
        <message>
            <source>its folds are: none</source>
            <translation>er hat keine Folds</translation>
        </message>
        <message>
            <source>its folds are: {folds}</source>
            <translation>seine Folds sind: {folds}</translation>
        </message>
        <message>
            <source>its name leads out of the archive</source>
            <translation>ihr Name führt aus dem Archiv hinaus</translation>
        </message>
        <message>
            <source>its process crashed ({signal})</source>
            <translation>er stürzte ab ({signal})</translation>
        </message>
        <message>
            <source>its process exited with status {status}</source>
            <translation>er endete mit dem Status {status}</translation>
        </message>
        <message>
            <source>its process was ended from outside ({signal})</source>
            <translation>er wurde von außen beendet ({signal})</translation>
        </message>
        <message>
            <source>its splits are: none</source>
            <translation>er hat keine Splits</translation>
        </message>
        <message>
            <source>its splits are: {splits}</source>
            <translation>seine Splits sind: {splits}</translation>
        </message>
        <message>
            <source>join classes or leave some out</source>
            <translation>Klassen zusammenfassen oder einige weglassen</translation>
        </message>
        <message>
            <source>kept for the test</source>
            <translation>für den Test zurückgehalten</translation>
        </message>
        <message numerus="yes">
            <source>label</source>
            <translation>
                <numerusform>Label</numerusform>
                <numerusform>Labels</numerusform>
            </translation>
        </message>
        <message>
            <source>leads a tool</source>
            <translation>führt ein Werkzeug</translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>weniger als eine Minute</translation>
        </message>
        <message numerus="yes">
            <source>line</source>
            <translation>
                <numerusform>Zeile</numerusform>
                <numerusform>Zeilen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>listed file</source>
            <translation>
                <numerusform>aufgeführte Datei</numerusform>
                <numerusform>aufgeführte Dateien</numerusform>
            </translation>
        </message>
        <message>
            <source>loss</source>
            <translation>Verlust</translation>
        </message>
        <message>
            <source>lossy JPEG</source>
            <translation>verlustbehaftetem JPEG</translation>
        </message>
        <message>
            <source>mark some with split {split}</source>
            <translation>einige mit Split {split} kennzeichnen</translation>
        </message>
        <message>
            <source>may not be read</source>
            <translation>darf nicht gelesen werden</translation>
        </message>
        <message>
            <source>mean {mean} · SD {deviation}{unit}</source>
            <translation>Mittel {mean} · SD {deviation}{unit}</translation>
        </message>
        <message>
            <source>model {model}</source>
            <translation>Modell {model}</translation>
        </message>
        <message>
            <source>more</source>
            <translation>mehr</translation>
        </message>
        <message>
            <source>move {tool}</source>
            <translation>{tool} verschieben</translation>
        </message>
        <message>
            <source>name one with --split</source>
            <translation>einen mit --split nennen</translation>
        </message>
        <message>
            <source>name the columns so</source>
            <translation>die Spalten so nennen</translation>
        </message>
        <message>
            <source>names in Unicode</source>
            <translation>Namen in Unicode</translation>
        </message>
        <message>
            <source>names {count} folds ({folds}), not {other}</source>
            <translation>nennt {count} Folds ({folds}), nicht {other}</translation>
        </message>
        <message>
            <source>neither: {reason}</source>
            <translation>keins von beiden: {reason}</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>no columns</source>
            <translation>keine Spalten</translation>
        </message>
        <message>
            <source>no epoch</source>
            <translation>keine Epoche</translation>
        </message>
        <message>
            <source>no fold {number}</source>
            <translation>kein Fold {number}</translation>
        </message>
        <message>
            <source>no images in split {split}</source>
            <translation>keine Bilder im Split {split}</translation>
        </message>
        <message>
            <source>no images to train on</source>
            <translation>keine Bilder zum Trainieren</translation>
        </message>
        <message>
            <source>no images to train on in: {names}, only some that are held out</source>
            <translation>keine Bilder zum Trainieren in: {names}, nur zurückgehaltene</translation>
        </message>
        <message>
            <source>no length</source>
            <translation>keine Länge</translation>
        </message>
        <message>
            <source>no mean of colours</source>
            <translation>kein Mittel von Farben</translation>
        </message>
        <message>
            <source>no modality</source>
            <translation>keine Modalität</translation>
        </message>
        <message>
            <source>no pixel inside</source>
            <translation>kein Pixel im Inneren</translation>
        </message>
        <message>
            <source>no space is left there for the batch</source>
            <translation>dort ist kein Platz mehr für den Durchlauf</translation>
        </message>
        <message>
            <source>no tumour in {slices}</source>
            <translation>kein Tumor in {slices}</translation>
        </message>
        <message>
            <source>no type</source>
            <translation>ohne Typ</translation>
        </message>
        <message>
            <source>non-brain-MRI</source>
            <translation>kein Gehirn-MRT</translation>
        </message>
        <message>
            <source>none</source>
            <translation>nichts</translation>
        </message>
        <message>
            <source>none in: {classes}</source>
            <translation>keine in: {classes}</translation>
        </message>
        <message>
            <source>none of the {count} images could be read</source>
            <translation>keines der {count} Bilder konnte gelesen werden</translation>
        </message>
        <message>
            <source>not a brain MRI</source>
            <translation>kein Gehirn-MRT</translation>
        </message>
        <message>
            <source>not all of it can be listed ({reason})</source>
            <translation>nicht alles lässt sich auflisten ({reason})</translation>
        </message>
        <message>
            <source>not classified</source>
            <translation>nicht klassifiziert</translation>
        </message>
        <message>
            <source>not read</source>
            <translation>nicht gelesen</translation>
        </message>
        <message>
            <source>not written, because a file that it is made from cannot be read ({reason})</source>
            <translation>nicht geschrieben, weil eine Datei, aus der es entsteht, nicht lesbar ist ({reason})</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <source>oblique</source>
            <translation>schräg</translation>
        </message>
        <message>
            <source>occlusion</source>
            <translation>Verdeckung</translation>
        </message>
        <message>
            <source>of 100 slices that get 80 %, about 80 are so</source>
            <translation>von 100 Schichten mit 80 % trifft es bei etwa 80 zu</translation>
        </message>
        <message>
            <source>of 255</source>
            <translation>von 255</translation>
        </message>
        <message>
            <source>of open kind</source>
            <translation>mit offener Art</translation>
        </message>
        <message>
            <source>of other collections</source>
            <translation>anderer Sammlungen</translation>
        </message>
        <message>
            <source>of other scanners</source>
            <translation>anderer Scanner</translation>
        </message>
        <message>
            <source>of the same scanners</source>
            <translation>derselben Scanner</translation>
        </message>
        <message>
            <source>of the training collection</source>
            <translation>der Trainingssammlung</translation>
        </message>
        <message>
            <source>of the validation data</source>
            <translation>der Validierungsdaten</translation>
        </message>
        <message>
            <source>of {test}</source>
            <translation>aus {test}</translation>
        </message>
        <message>
            <source>one in another ({name})</source>
            <translation>eines in einer anderen ({name})</translation>
        </message>
        <message>
            <source>one in another folder ({name})</source>
            <translation>eine in einem anderen Ordner ({name})</translation>
        </message>
        <message>
            <source>one in other colours ({name})</source>
            <translation>eines in anderen Farben ({name})</translation>
        </message>
        <message>
            <source>one in {path}</source>
            <translation>einer in {path}</translation>
        </message>
        <message>
            <source>one of an unknown type ({number})</source>
            <translation>eines von unbekanntem Typ ({number})</translation>
        </message>
        <message>
            <source>one of another kind</source>
            <translation>eines anderer Art</translation>
        </message>
        <message>
            <source>one of another run</source>
            <translation>einer eines anderen Laufs</translation>
        </message>
        <message>
            <source>one of colours or of other axes</source>
            <translation>eines mit Farben oder mit anderen Achsen</translation>
        </message>
        <message>
            <source>one of shape {shape}</source>
            <translation>eines der Form {shape}</translation>
        </message>
        <message>
            <source>one of {bytes} that claims to hold {claimed}</source>
            <translation>eines von {bytes}, das {claimed} zu enthalten vorgibt</translation>
        </message>
        <message>
            <source>one of {depth} bits</source>
            <translation>eines mit {depth} Bit</translation>
        </message>
        <message>
            <source>one of {kind}</source>
            <translation>eines der Art {kind}</translation>
        </message>
        <message>
            <source>one packed by {method}</source>
            <translation>eines, gepackt mit {method}</translation>
        </message>
        <message>
            <source>one that cannot be decoded</source>
            <translation>etwas, das sich nicht dekodieren lässt</translation>
        </message>
        <message>
            <source>one that cannot be understood</source>
            <translation>etwas Unverständliches</translation>
        </message>
        <message>
            <source>one that is cut off</source>
            <translation>etwas Abgeschnittenes</translation>
        </message>
        <message>
            <source>one that is cut off within its pixels</source>
            <translation>etwas, das innerhalb der Pixel abgeschnitten ist</translation>
        </message>
        <message>
            <source>one that is damaged</source>
            <translation>etwas Beschädigtes</translation>
        </message>
        <message>
            <source>one that is damaged ({field})</source>
            <translation>etwas Beschädigtes ({field})</translation>
        </message>
        <message>
            <source>one that is damaged or cut off</source>
            <translation>etwas Beschädigtes oder Abgeschnittenes</translation>
        </message>
        <message>
            <source>one that is damaged: {error}</source>
            <translation>eine beschädigte Datei: {error}</translation>
        </message>
        <message>
            <source>one that it does not</source>
            <translation>eines, das sie nicht dekodiert</translation>
        </message>
        <message>
            <source>one that its decoder fails on ({error})</source>
            <translation>etwas, an dem der Dekoder scheitert ({error})</translation>
        </message>
        <message>
            <source>one that its reader fails on ({error})</source>
            <translation>etwas, woran der Leser scheitert ({error})</translation>
        </message>
        <message>
            <source>one training to finish</source>
            <translation>ein Training, das zu beenden ist</translation>
        </message>
        <message>
            <source>one whose data are damaged</source>
            <translation>etwas mit beschädigten Daten</translation>
        </message>
        <message>
            <source>one whose data are {state}</source>
            <translation>eines, dessen Daten {state} sind</translation>
        </message>
        <message>
            <source>one whose directory is damaged</source>
            <translation>eines mit beschädigtem Verzeichnis</translation>
        </message>
        <message>
            <source>one whose elements are damaged</source>
            <translation>etwas mit beschädigten Elementen</translation>
        </message>
        <message>
            <source>one whose header is damaged</source>
            <translation>etwas mit beschädigtem Header</translation>
        </message>
        <message>
            <source>one whose palette is damaged</source>
            <translation>eines mit beschädigter Palette</translation>
        </message>
        <message>
            <source>one whose planes are damaged</source>
            <translation>eines mit beschädigten Ebenen</translation>
        </message>
        <message>
            <source>one whose tiles are missing</source>
            <translation>eines, dessen Kacheln fehlen</translation>
        </message>
        <message>
            <source>one with it</source>
            <translation>eines mit ihr</translation>
        </message>
        <message>
            <source>one with {name}</source>
            <translation>etwas mit {name}</translation>
        </message>
        <message>
            <source>one without</source>
            <translation>eines ohne</translation>
        </message>
        <message>
            <source>one without any</source>
            <translation>eines ohne</translation>
        </message>
        <message>
            <source>one without pixels, as if cut off before them</source>
            <translation>eines ohne Pixel, wie davor abgeschnitten</translation>
        </message>
        <message>
            <source>only changes other keys</source>
            <translation>ändert nur andere Tasten</translation>
        </message>
        <message>
            <source>open</source>
            <translation>offen</translation>
        </message>
        <message>
            <source>open a part of it</source>
            <translation>einen Teil davon öffnen</translation>
        </message>
        <message>
            <source>open a picture</source>
            <translation>ein Bild öffnen</translation>
        </message>
        <message>
            <source>open another file</source>
            <translation>eine andere Datei öffnen</translation>
        </message>
        <message>
            <source>open it again</source>
            <translation>erneut öffnen</translation>
        </message>
        <message>
            <source>open its files</source>
            <translation>die Dateien darin öffnen</translation>
        </message>
        <message>
            <source>open the folder around it</source>
            <translation>den umgebenden Ordner öffnen</translation>
        </message>
        <message>
            <source>open the pictures in it</source>
            <translation>die Bilder darin öffnen</translation>
        </message>
        <message>
            <source>open-kind tumour</source>
            <translation>Tumor offener Art</translation>
        </message>
        <message>
            <source>opens a menu</source>
            <translation>öffnet ein Menü</translation>
        </message>
        <message>
            <source>opinions on single images that are still there</source>
            <translation>Beurteilungen einzelner Bilder, die noch da sind</translation>
        </message>
        <message>
            <source>or</source>
            <translation>oder</translation>
        </message>
        <message>
            <source>or add a dataset with images of another class</source>
            <translation>oder einen Datensatz mit Bildern einer anderen Klasse hinzufügen</translation>
        </message>
        <message>
            <source>or put the images of each class into its own folder, or name it in the column class of a manifest</source>
            <translation>oder die Bilder jeder Klasse in einen eigenen Ordner legen oder die Klasse in der Spalte class eines Manifests nennen</translation>
        </message>
        <message numerus="yes">
            <source>other file</source>
            <translation>
                <numerusform>andere Datei</numerusform>
                <numerusform>andere Dateien</numerusform>
            </translation>
        </message>
        <message>
            <source>other files</source>
            <translation>andere Dateien</translation>
        </message>
        <message>
            <source>other scanners</source>
            <translation>anderen Scannern</translation>
        </message>
        <message>
            <source>other text</source>
            <translation>anderer Text</translation>
        </message>
        <message>
            <source>pages that lead in a circle</source>
            <translation>Seiten, die im Kreis führen</translation>
        </message>
        <message numerus="yes">
            <source>pair</source>
            <translation>
                <numerusform>Paar</numerusform>
                <numerusform>Paare</numerusform>
            </translation>
        </message>
        <message>
            <source>patient proxy</source>
            <translation>neuen Patienten derselben Scanner</translation>
        </message>
        <message numerus="yes">
            <source>picture</source>
            <translation>
                <numerusform>Bild</numerusform>
                <numerusform>Bilder</numerusform>
            </translation>
        </message>
        <message>
            <source>pictures of the history</source>
            <translation>Bilder des Verlaufs</translation>
        </message>
        <message>
            <source>pictures of up to {pages} pages and {most} megapixels in a file</source>
            <translation>höchstens {pages} Seiten und {most} Megapixel je Datei</translation>
        </message>
        <message>
            <source>pictures of {title}</source>
            <translation>Bilder von {title}</translation>
        </message>
        <message>
            <source>pixels</source>
            <translation>Pixel</translation>
        </message>
        <message>
            <source>pixels of 1, 8, 16 or 32 bits</source>
            <translation>Pixel mit 1, 8, 16 oder 32 Bit</translation>
        </message>
        <message>
            <source>pixels of {depth} bits</source>
            <translation>Pixel mit {depth} Bit</translation>
        </message>
        <message>
            <source>pixels that can be decoded</source>
            <translation>Pixel, die sich dekodieren lassen</translation>
        </message>
        <message>
            <source>predicted class</source>
            <translation>vorhergesagte Klasse</translation>
        </message>
        <message>
            <source>predicted: {predicted}</source>
            <translation>vorhergesagt: {predicted}</translation>
        </message>
        <message>
            <source>probability of a tumour</source>
            <translation>Wahrscheinlichkeit eines Tumors</translation>
        </message>
        <message>
            <source>probability {stated}</source>
            <translation>Wahrscheinlichkeit {stated}</translation>
        </message>
        <message numerus="yes">
            <source>problem</source>
            <translation>
                <numerusform>Problem</numerusform>
                <numerusform>Probleme</numerusform>
            </translation>
        </message>
        <message>
            <source>problem found</source>
            <translation>Problem gefunden</translation>
        </message>
        <message>
            <source>put quotes around what has the separator in it</source>
            <translation>in Anführungszeichen setzen, was das Trennzeichen enthält</translation>
        </message>
        <message>
            <source>put the header (.hdr or .mhd) there</source>
            <translation>den Kopf (.hdr oder .mhd) dorthin legen</translation>
        </message>
        <message>
            <source>put the images of each class into its own folder, or name it in the column class of a manifest</source>
            <translation>die Bilder jeder Klasse in einen eigenen Ordner legen oder die Klasse in der Spalte class eines Manifests nennen</translation>
        </message>
        <message>
            <source>put them together</source>
            <translation>beide in einen Ordner legen</translation>
        </message>
        <message>
            <source>put {name} there</source>
            <translation>{name} daneben ablegen</translation>
        </message>
        <message>
            <source>quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>raw data</source>
            <translation>Rohdaten</translation>
        </message>
        <message>
            <source>raw, gzip or bzip2 data</source>
            <translation>rohe Daten oder Daten in gzip oder bzip2</translation>
        </message>
        <message>
            <source>reading it takes longer than {seconds} s</source>
            <translation>das Lesen dauert länger als {seconds} s</translation>
        </message>
        <message>
            <source>reading it takes more than {seconds} s of processor time</source>
            <translation>das Lesen braucht mehr als {seconds} s Prozessorzeit</translation>
        </message>
        <message>
            <source>reconnect or restore it, then resume; the results so far are kept</source>
            <translation>wieder verbinden oder wiederherstellen, dann fortsetzen; die bisherigen Ergebnisse bleiben</translation>
        </message>
        <message>
            <source>reconnect or restore it, then start again</source>
            <translation>wieder verbinden oder wiederherstellen, dann noch einmal beginnen</translation>
        </message>
        <message numerus="yes">
            <source>record</source>
            <translation>
                <numerusform>Ergebniszeile</numerusform>
                <numerusform>Ergebniszeilen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>remark</source>
            <translation>
                <numerusform>Bemerkung</numerusform>
                <numerusform>Bemerkungen</numerusform>
            </translation>
        </message>
        <message>
            <source>rename it</source>
            <translation>umbenennen</translation>
        </message>
        <message>
            <source>rename its folder, or change it in the column class</source>
            <translation>den Ordner umbenennen oder den Namen in der Spalte class ändern</translation>
        </message>
        <message>
            <source>rename one, or train in the window, which treats them as one</source>
            <translation>eine davon umbenennen oder im Fenster trainieren, das sie als eine behandelt</translation>
        </message>
        <message>
            <source>resize it</source>
            <translation>die Größe ändern</translation>
        </message>
        <message>
            <source>restore it, or choose another</source>
            <translation>wiederherstellen oder anderes auswählen</translation>
        </message>
        <message>
            <source>roughly {duration} left in total</source>
            <translation>insgesamt noch grob {duration}</translation>
        </message>
        <message numerus="yes">
            <source>row</source>
            <translation>
                <numerusform>Zeile</numerusform>
                <numerusform>Zeilen</numerusform>
            </translation>
        </message>
        <message>
            <source>sagittal</source>
            <translation>sagittal</translation>
        </message>
        <message>
            <source>save it again</source>
            <translation>erneut speichern</translation>
        </message>
        <message>
            <source>save it again with another program</source>
            <translation>mit einem anderen Programm neu speichern</translation>
        </message>
        <message>
            <source>save it again with another program, or open another file</source>
            <translation>mit einem anderen Programm erneut speichern oder eine andere Datei öffnen</translation>
        </message>
        <message>
            <source>save it as .mha</source>
            <translation>als .mha speichern</translation>
        </message>
        <message>
            <source>save it as .mha with binary data</source>
            <translation>als .mha mit binären Daten speichern</translation>
        </message>
        <message>
            <source>save it as .nrrd</source>
            <translation>als .nrrd speichern</translation>
        </message>
        <message>
            <source>save it as CSV in UTF-8</source>
            <translation>als CSV in UTF-8 speichern</translation>
        </message>
        <message>
            <source>save it as CSV in UTF-8 and give that</source>
            <translation>als CSV in UTF-8 speichern und diese Datei angeben</translation>
        </message>
        <message>
            <source>save it as PNG</source>
            <translation>als PNG speichern</translation>
        </message>
        <message>
            <source>save it as PNG or NIfTI</source>
            <translation>als PNG oder NIfTI speichern</translation>
        </message>
        <message>
            <source>save it as raw</source>
            <translation>unkomprimiert (raw) speichern</translation>
        </message>
        <message>
            <source>save or copy it again</source>
            <translation>erneut speichern oder kopieren</translation>
        </message>
        <message>
            <source>save single frames of it as PNG</source>
            <translation>einzelne Bilder daraus als PNG speichern</translation>
        </message>
        <message>
            <source>save the image in it as PNG or NIfTI</source>
            <translation>das Bild darin als PNG oder NIfTI speichern</translation>
        </message>
        <message>
            <source>save the picture as PNG or DICOM and open that</source>
            <translation>das Bild als PNG oder DICOM speichern und das öffnen</translation>
        </message>
        <message>
            <source>save the picture itself</source>
            <translation>das Bild selbst speichern</translation>
        </message>
        <message>
            <source>say what you think of a few verdicts first</source>
            <translation>zuerst einige Urteile beurteilen</translation>
        </message>
        <message numerus="yes">
            <source>score</source>
            <translation>
                <numerusform>Wert</numerusform>
                <numerusform>Werte</numerusform>
            </translation>
        </message>
        <message>
            <source>send fewer series, or open them in the window</source>
            <translation>weniger Serien senden oder sie im Fenster öffnen</translation>
        </message>
        <message>
            <source>set it to 0 for this dataset</source>
            <translation>für diesen Datensatz auf 0 setzen</translation>
        </message>
        <message>
            <source>several</source>
            <translation>mehrere</translation>
        </message>
        <message>
            <source>several classes are plausible</source>
            <translation>mehrere Klassen sind plausibel</translation>
        </message>
        <message>
            <source>several kinds of tumour are plausible</source>
            <translation>mehrere Arten von Tumor sind plausibel</translation>
        </message>
        <message>
            <source>several planes</source>
            <translation>mehrere Ebenen</translation>
        </message>
        <message>
            <source>share of the greatest heat</source>
            <translation>Anteil am Höchstwert</translation>
        </message>
        <message>
            <source>share of the picture that is blurred</source>
            <translation>Anteil des Bildes, der weichgezeichnet ist</translation>
        </message>
        <message>
            <source>shares that add up to 1 at most</source>
            <translation>Anteile, die zusammen höchstens 1 ergeben</translation>
        </message>
        <message>
            <source>shifts the picture</source>
            <translation>verschiebt das Bild</translation>
        </message>
        <message>
            <source>show other rows</source>
            <translation>andere Zeilen zeigen</translation>
        </message>
        <message>
            <source>skull base, neck or another plane</source>
            <translation>Schädelbasis, Hals oder andere Ebene</translation>
        </message>
        <message numerus="yes">
            <source>slice</source>
            <translation>
                <numerusform>Schicht</numerusform>
                <numerusform>Schichten</numerusform>
            </translation>
        </message>
        <message>
            <source>slice {first}</source>
            <translation>Schicht {first}</translation>
        </message>
        <message>
            <source>slice {number:,} of {count:,}</source>
            <translation>Schicht {number:,} von {count:,}</translation>
        </message>
        <message>
            <source>slices to save</source>
            <translation>Schichten zum Speichern</translation>
        </message>
        <message>
            <source>slices {first} to {last}</source>
            <translation>Schicht {first} bis {last}</translation>
        </message>
        <message numerus="yes">
            <source>smaller one</source>
            <translation>
                <numerusform>kleineres</numerusform>
                <numerusform>kleinere</numerusform>
            </translation>
        </message>
        <message>
            <source>somewhat</source>
            <translation>einigermaßen</translation>
        </message>
        <message>
            <source>source shift</source>
            <translation>Bildern anderer Sammlungen</translation>
        </message>
        <message>
            <source>split it</source>
            <translation>teilen</translation>
        </message>
        <message>
            <source>start it, then resume</source>
            <translation>ihn starten, dann fortsetzen</translation>
        </message>
        <message>
            <source>start some, then resume</source>
            <translation>einige starten, dann fortsetzen</translation>
        </message>
        <message>
            <source>start some: dask worker {address}</source>
            <translation>einige starten: dask worker {address}</translation>
        </message>
        <message>
            <source>steps, or leads a tool</source>
            <translation>blättert oder führt ein Werkzeug</translation>
        </message>
        <message>
            <source>stop it</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>strongly</source>
            <translation>gut</translation>
        </message>
        <message numerus="yes">
            <source>study</source>
            <translation>
                <numerusform>Untersuchung</numerusform>
                <numerusform>Untersuchungen</numerusform>
            </translation>
        </message>
        <message>
            <source>study {number} of {total}</source>
            <translation>Untersuchung {number} von {total}</translation>
        </message>
        <message numerus="yes">
            <source>test image</source>
            <translation>
                <numerusform>Testbild</numerusform>
                <numerusform>Testbilder</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>test or validation image</source>
            <translation>
                <numerusform>Test- oder Validierungsbild</numerusform>
                <numerusform>Test- oder Validierungsbilder</numerusform>
            </translation>
        </message>
        <message>
            <source>the batch cannot be kept there ({reason})</source>
            <translation>der Durchlauf lässt sich dort nicht aufbewahren ({reason})</translation>
        </message>
        <message>
            <source>the border of the picture alone</source>
            <translation>dem Rand des Bildes allein</translation>
        </message>
        <message>
            <source>the checkpoint of the same settings and data</source>
            <translation>der Zwischenstand derselben Einstellungen und Daten</translation>
        </message>
        <message>
            <source>the class name {name} (as of {path}) begins or ends with a blank</source>
            <translation>der Klassenname {name} (etwa von {path}) beginnt oder endet mit einem Leerzeichen</translation>
        </message>
        <message>
            <source>the class name {name} (as of {path}) begins with {first}, which a spreadsheet takes for a formula</source>
            <translation>der Klassenname {name} (etwa von {path}) beginnt mit {first}, was eine Tabellenkalkulation für eine Formel hält</translation>
        </message>
        <message>
            <source>the class name {name} (as of {path}) has a {separator} in it, which separates classes in a table</source>
            <translation>der Klassenname {name} (etwa von {path}) enthält ein {separator}, das in Tabellen Klassen trennt</translation>
        </message>
        <message>
            <source>the class name {name} (as of {path}) has characters in it that cannot be shown</source>
            <translation>der Klassenname {name} (etwa von {path}) enthält Zeichen, die sich nicht anzeigen lassen</translation>
        </message>
        <message>
            <source>the class name {name} (as of {path}) is a word that Falx uses for a verdict</source>
            <translation>der Klassenname {name} (etwa von {path}) ist ein Wort, das Falx für ein Urteil verwendet</translation>
        </message>
        <message>
            <source>the class name {name} (as of {path}) is empty</source>
            <translation>der Klassenname {name} (etwa von {path}) ist leer</translation>
        </message>
        <message>
            <source>the class name {name} (as of {path}) is longer than {most} characters</source>
            <translation>der Klassenname {name} (etwa von {path}) ist länger als {most} Zeichen</translation>
        </message>
        <message>
            <source>the cluster to complete the batch</source>
            <translation>dass der Cluster den Durchlauf abschließt</translation>
        </message>
        <message>
            <source>the columns path and class</source>
            <translation>die Spalten path und class</translation>
        </message>
        <message>
            <source>the columns {names} without {name}</source>
            <translation>die Spalten {names} ohne {name}</translation>
        </message>
        <message>
            <source>the connection to the scheduler is lost</source>
            <translation>die Verbindung zum Scheduler ist verloren</translation>
        </message>
        <message>
            <source>the data of this {kind} pair beside it</source>
            <translation>die Daten dieses {kind}-Paars daneben</translation>
        </message>
        <message>
            <source>the first says: {reason}</source>
            <translation>die erste meldet: {reason}</translation>
        </message>
        <message>
            <source>the first, {path}: {reason}</source>
            <translation>das erste, {path}: {reason}</translation>
        </message>
        <message>
            <source>the folder of a cross-validation</source>
            <translation>der Ordner einer Kreuzvalidierung</translation>
        </message>
        <message>
            <source>the folder of a run</source>
            <translation>der Ordner eines Laufs</translation>
        </message>
        <message>
            <source>the folder of a training</source>
            <translation>der Ordner eines Trainings</translation>
        </message>
        <message>
            <source>the folder of an evaluation</source>
            <translation>der Ordner einer Auswertung</translation>
        </message>
        <message>
            <source>the history cannot be used ({reason})</source>
            <translation>der Verlauf lässt sich nicht verwenden ({reason})</translation>
        </message>
        <message>
            <source>the last layers only</source>
            <translation>nur die letzten Netzschichten</translation>
        </message>
        <message>
            <source>the name of a file</source>
            <translation>der Name einer Datei</translation>
        </message>
        <message>
            <source>the network that it started from</source>
            <translation>Ausgangsnetz</translation>
        </message>
        <message>
            <source>the one epoch</source>
            <translation>die eine Epoche</translation>
        </message>
        <message>
            <source>the password does not fit</source>
            <translation>das Passwort passt nicht</translation>
        </message>
        <message>
            <source>the places that lower the probability of the class when they are covered in grey</source>
            <translation>die Stellen, deren Abdecken in Grau die Wahrscheinlichkeit der Klasse senkt</translation>
        </message>
        <message>
            <source>the places that the score of the class comes from</source>
            <translation>die Stellen, aus denen der Wert der Klasse stammt</translation>
        </message>
        <message>
            <source>the process that reads files could not be started</source>
            <translation>der Prozess, der Dateien liest, konnte nicht gestartet werden</translation>
        </message>
        <message>
            <source>the process that reads files does not start</source>
            <translation>der Prozess, der Dateien liest, startet nicht</translation>
        </message>
        <message>
            <source>the process that reads files is gone: {how}</source>
            <translation>der Prozess, der Dateien liest, ist weg: {how}</translation>
        </message>
        <message>
            <source>the process that reads files sent something that is no picture</source>
            <translation>der Prozess, der Dateien liest, hat etwas gesendet, das kein Bild ist</translation>
        </message>
        <message>
            <source>the regions that speak for the class</source>
            <translation>die Regionen, die für die Klasse sprechen</translation>
        </message>
        <message>
            <source>the size of the picture and its grey levels alone</source>
            <translation>der Größe des Bildes und seinen Graustufen allein</translation>
        </message>
        <message>
            <source>the training of the last layers alone</source>
            <translation>Training der letzten Netzschichten allein</translation>
        </message>
        <message>
            <source>the two most probable classes are close</source>
            <translation>die zwei wahrscheinlichsten Klassen liegen nahe beieinander</translation>
        </message>
        <message>
            <source>the weighting that the DICOM tags state leaves the kind open</source>
            <translation>die Wichtung laut DICOM-Angaben lässt die Art offen</translation>
        </message>
        <message>
            <source>the workers cannot use the model ({reason})</source>
            <translation>die Worker können das Modell nicht verwenden ({reason})</translation>
        </message>
        <message>
            <source>there are no ImageNet weights of it</source>
            <translation>dafür gibt es keine ImageNet-Gewichte</translation>
        </message>
        <message>
            <source>this file ended the process that reads files: {how}</source>
            <translation>diese Datei hat den Prozess beendet, der Dateien liest: {how}</translation>
        </message>
        <message>
            <source>this folder cannot be listed ({reason})</source>
            <translation>dieser Ordner lässt sich nicht auflisten ({reason})</translation>
        </message>
        <message>
            <source>this folder is away or empty now</source>
            <translation>dieser Ordner ist jetzt nicht da oder leer</translation>
        </message>
        <message>
            <source>this zip archive is protected by a password</source>
            <translation>dieses Zip-Archiv ist durch ein Passwort geschützt</translation>
        </message>
        <message>
            <source>too few images: expected 2 classes of {count} different images at least</source>
            <translation>zu wenige Bilder: erwartet: mindestens 2 Klassen mit je {count} verschiedenen Bildern</translation>
        </message>
        <message>
            <source>too few independent images for {count} folds in: {names} ({found})</source>
            <translation>zu wenige unabhängige Bilder für {count} Folds in: {names} ({found})</translation>
        </message>
        <message>
            <source>training</source>
            <translation>Training</translation>
        </message>
        <message>
            <source>training needs TensorFlow ({reason})</source>
            <translation>das Training braucht TensorFlow ({reason})</translation>
        </message>
        <message>
            <source>try again later</source>
            <translation>später erneut versuchen</translation>
        </message>
        <message>
            <source>try again to continue the download</source>
            <translation>erneut versuchen, um den Download fortzusetzen</translation>
        </message>
        <message>
            <source>tumour</source>
            <translation>Tumor</translation>
        </message>
        <message>
            <source>tumour in {tumours:,} of {slices}</source>
            <translation>Tumor in {tumours:,} von {slices}</translation>
        </message>
        <message>
            <source>uncertain</source>
            <translation>unsicher</translation>
        </message>
        <message>
            <source>under way</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>unfamiliar</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>unknown transfer syntax</source>
            <translation>unbekannte Transfersyntax</translation>
        </message>
        <message>
            <source>unlike the training data</source>
            <translation>anders als die Trainingsdaten</translation>
        </message>
        <message>
            <source>unpack it and give the folder</source>
            <translation>entpacken und den Ordner angeben</translation>
        </message>
        <message>
            <source>unpack it and open a folder of it</source>
            <translation>entpacken und einen Ordner daraus öffnen</translation>
        </message>
        <message>
            <source>unpack it and open the folder</source>
            <translation>entpacken und den Ordner öffnen</translation>
        </message>
        <message>
            <source>unpack it first</source>
            <translation>zuerst entpacken</translation>
        </message>
        <message>
            <source>unpack it with its password, then open the folder</source>
            <translation>mit dem Passwort entpacken, dann den Ordner öffnen</translation>
        </message>
        <message>
            <source>unpack the archives, and add their folder as a dataset</source>
            <translation>die Archive entpacken und ihren Ordner als Datensatz hinzufügen</translation>
        </message>
        <message>
            <source>unpack {name} and give the folder that comes of it</source>
            <translation>{name} entpacken und den entstandenen Ordner angeben</translation>
        </message>
        <message>
            <source>unreadable</source>
            <translation>unlesbar</translation>
        </message>
        <message>
            <source>up to {most} MB in a packed file</source>
            <translation>höchstens {most} MB in einer gepackten Datei</translation>
        </message>
        <message>
            <source>up to {most} MB of pixels</source>
            <translation>höchstens {most} MB an Pixeln</translation>
        </message>
        <message>
            <source>up to {most} bytes of pixels</source>
            <translation>höchstens {most} Byte an Pixeln</translation>
        </message>
        <message>
            <source>up to {pages} pictures and {most} megapixels in a file</source>
            <translation>höchstens {pages} Bilder und {most} Megapixel je Datei</translation>
        </message>
        <message>
            <source>update Falx to read it</source>
            <translation>Falx aktualisieren, um es zu lesen</translation>
        </message>
        <message>
            <source>use Falx as a Python package: pip install dask distributed, on the workers too</source>
            <translation>Falx als Python-Paket verwenden: pip install dask distributed, auch auf den Workern</translation>
        </message>
        <message>
            <source>validation</source>
            <translation>Validierung</translation>
        </message>
        <message>
            <source>validation accuracy</source>
            <translation>Validierungsgenauigkeit</translation>
        </message>
        <message numerus="yes">
            <source>validation image</source>
            <translation>
                <numerusform>Validierungsbild</numerusform>
                <numerusform>Validierungsbilder</numerusform>
            </translation>
        </message>
        <message>
            <source>validation loss</source>
            <translation>Validierungsverlust</translation>
        </message>
        <message>
            <source>validation loss at the start</source>
            <translation>Validierungsverlust am Anfang</translation>
        </message>
        <message>
            <source>value {value} {unit}</source>
            <translation>Wert {value} {unit}</translation>
        </message>
        <message>
            <source>verdicts right in {level}</source>
            <translation>Urteile zu {level} richtig</translation>
        </message>
        <message>
            <source>wait for it, or start a new batch</source>
            <translation>darauf warten oder einen neuen Durchlauf beginnen</translation>
        </message>
        <message>
            <source>wait until it ends, or choose another folder</source>
            <translation>warten, bis er endet, oder einen anderen Ordner wählen</translation>
        </message>
        <message>
            <source>was not opened</source>
            <translation>wurde nicht geöffnet</translation>
        </message>
        <message>
            <source>was not trained on</source>
            <translation>wurde nicht zum Training verwendet</translation>
        </message>
        <message>
            <source>was trained with other label maps of heads</source>
            <translation>wurde mit anderen Segmentierungen von Köpfen trainiert</translation>
        </message>
        <message>
            <source>was trained with other settings or weights</source>
            <translation>wurde mit anderen Einstellungen oder Gewichten trainiert</translation>
        </message>
        <message>
            <source>was trained with other teachers</source>
            <translation>wurde mit anderen Lehrernetzen trainiert</translation>
        </message>
        <message>
            <source>were not trained on</source>
            <translation>wurden nicht zum Training verwendet</translation>
        </message>
        <message>
            <source>what was chosen</source>
            <translation>was ausgewählt wurde</translation>
        </message>
        <message>
            <source>whole {kind} data</source>
            <translation>vollständige {kind}-Daten</translation>
        </message>
        <message>
            <source>with heat map</source>
            <translation>mit Heatmap</translation>
        </message>
        <message>
            <source>without contrast</source>
            <translation>ohne Kontrastmittel</translation>
        </message>
        <message>
            <source>workers</source>
            <translation>Worker</translation>
        </message>
        <message>
            <source>would overwrite {name}</source>
            <translation>würde {name} überschreiben</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>{accuracy} accuracy</source>
            <translation>{accuracy} Genauigkeit</translation>
        </message>
        <message>
            <source>{before}, which did better on the validation data than {epochs} of fine-tuning</source>
            <translation>{before}, auf den Validierungsdaten besser als {epochs} der Feinabstimmung</translation>
        </message>
        <message>
            <source>{before}, without fine-tuning</source>
            <translation>{before}, ohne Feinabstimmung</translation>
        </message>
        <message>
            <source>{before}Password of {name}:
Falx keeps it until it is closed, and nowhere else.</source>
            <translation>{before}Passwort von {name}:
Falx behält es, bis es geschlossen wird, und nirgendwo sonst.</translation>
        </message>
        <message>
            <source>{broken:,} could not be read</source>
            <translation>{broken:,} nicht lesbar</translation>
        </message>
        <message>
            <source>{bytes} of values, as the header states ({shape} of {type})</source>
            <translation>{bytes} an Werten, wie der Kopf angibt ({shape} als {type})</translation>
        </message>
        <message>
            <source>{cell}
at {level}</source>
            <translation>{cell}
bei {level}</translation>
        </message>
        <message>
            <source>{classes}: not known</source>
            <translation>{classes}: nicht bekannt</translation>
        </message>
        <message>
            <source>{classes}: {share}, calibrated</source>
            <translation>{classes}: {share}, kalibriert</translation>
        </message>
        <message>
            <source>{columns} x {rows} pixels</source>
            <translation>{columns} x {rows} Pixel</translation>
        </message>
        <message>
            <source>{count:,} in the folder {name} classified as {said}</source>
            <translation>{count:,} im Ordner {name} klassifiziert als {said}</translation>
        </message>
        <message>
            <source>{count} axes of {lengths}</source>
            <translation>{count} Achsen der Längen {lengths}</translation>
        </message>
        <message>
            <source>{count} bytes</source>
            <translation>{count} Byte</translation>
        </message>
        <message>
            <source>{count} columns</source>
            <translation>{count} Spalten</translation>
        </message>
        <message>
            <source>{count} copies at another sharpness</source>
            <translation>{count} Kopien anderer Schärfe</translation>
        </message>
        <message>
            <source>{count} look-alikes</source>
            <translation>{count} fast gleiche</translation>
        </message>
        <message>
            <source>{count} mirrored copies</source>
            <translation>{count} gespiegelte Kopien</translation>
        </message>
        <message>
            <source>{count} of the {total} images were checked, chosen at random from each class.</source>
            <translation>{count} der {total} Bilder wurden geprüft, aus jeder Klasse zufällig gewählt.</translation>
        </message>
        <message>
            <source>{count} of {columns} x {rows} pixels</source>
            <translation>{count} von {columns} x {rows} Pixeln</translation>
        </message>
        <message>
            <source>{count} taken for {other}</source>
            <translation>{count} als {other} eingestuft</translation>
        </message>
        <message>
            <source>{count} the same file</source>
            <translation>{count} dieselbe Datei</translation>
        </message>
        <message>
            <source>{count} turned copies</source>
            <translation>{count} gedrehte Kopien</translation>
        </message>
        <message>
            <source>{damaged_files} left out</source>
            <translation>{damaged_files} ausgelassen</translation>
        </message>
        <message>
            <source>{done:,} of {total:,}</source>
            <translation>{done:,} von {total:,}</translation>
        </message>
        <message>
            <source>{done} of {total} epochs of fine-tuning are done</source>
            <translation>{done} von {total} Epochen der Feinabstimmung sind fertig</translation>
        </message>
        <message>
            <source>{duplicates} left out</source>
            <translation>{duplicates} ausgelassen</translation>
        </message>
        <message>
            <source>{element} is missing or invalid; {assumed} was assumed</source>
            <translation>{element} fehlt oder ist ungültig; angenommen wurde {assumed}</translation>
        </message>
        <message>
            <source>{element} is missing or unknown; {assumed} was assumed</source>
            <translation>{element} fehlt oder ist unbekannt; angenommen wurde {assumed}</translation>
        </message>
        <message>
            <source>{element} is written with a decimal comma</source>
            <translation>{element} ist mit Dezimalkomma geschrieben</translation>
        </message>
        <message>
            <source>{entries:,} of {words}</source>
            <translation>{entries:,} / {words}</translation>
        </message>
        <message>
            <source>{epochs} of {folds} folds are done</source>
            <translation>{epochs} von {folds} Folds sind fertig</translation>
        </message>
        <message>
            <source>{error}. The training still starts from {title}.</source>
            <translation>{error}. Das Training beginnt weiterhin mit {title}.</translation>
        </message>
        <message>
            <source>{files} cannot be read.</source>
            <translation>{files} nicht lesbar.</translation>
        </message>
        <message>
            <source>{files} moved or changed since</source>
            <translation>{files} seitdem verschoben oder geändert</translation>
        </message>
        <message>
            <source>{files} of this series are damaged and were left out</source>
            <translation>{files} dieser Serie sind beschädigt und wurden ausgelassen</translation>
        </message>
        <message>
            <source>{files} of this series is damaged and was left out</source>
            <translation>{files} dieser Serie ist beschädigt und wurde ausgelassen</translation>
        </message>
        <message>
            <source>{files} with more than one slice.</source>
            <translation>{files} mit mehr als einer Schicht.</translation>
        </message>
        <message>
            <source>{folds} models were trained, each measured on the fold that it did not see: mean and standard deviation between the folds, then each fold. {notice}.</source>
            <translation>{folds} Modelle wurden trainiert und jeweils an dem Fold gemessen, den sie nicht gesehen haben: Mittelwert und Standardabweichung zwischen den Folds, dann jeder Fold. {notice}.</translation>
        </message>
        <message>
            <source>{formats} and more; a file, or a folder of them</source>
            <translation>{formats} und mehr; eine Datei oder ein Ordner davon</translation>
        </message>
        <message>
            <source>{found} of {images} ({share}) has a copy {where}.</source>
            <translation>{found} von {images} ({share}) hat eine Kopie {where}.</translation>
        </message>
        <message>
            <source>{found} of {images} ({share}) has a copy {where}: {kinds}.</source>
            <translation>{found} von {images} ({share}) hat eine Kopie {where}: {kinds}.</translation>
        </message>
        <message>
            <source>{found} of {images} ({share}) have a copy {where}.</source>
            <translation>{found} von {images} ({share}) haben eine Kopie {where}.</translation>
        </message>
        <message>
            <source>{found} of {images} ({share}) have a copy {where}: {kinds}.</source>
            <translation>{found} von {images} ({share}) haben eine Kopie {where}: {kinds}.</translation>
        </message>
        <message>
            <source>{found} of {studies} with a tumour called, {called} of {free} without ({cleared} cleared).</source>
            <translation>{found} von {studies} mit Tumor erkannt, {called} von {free} ohne Tumor fälschlich als Tumor gewertet ({cleared} als tumorfrei erkannt).</translation>
        </message>
        <message>
            <source>{found} of {studies} with a tumour called, {called} of {free} without ({cleared} cleared); patients that it may have learnt from.</source>
            <translation>{found} von {studies} mit Tumor erkannt, {called} von {free} ohne Tumor fälschlich als Tumor gewertet ({cleared} als tumorfrei erkannt); von Patienten, von denen das Modell gelernt haben kann.</translation>
        </message>
        <message>
            <source>{groups} on both sides of a split (a group is usually one patient).</source>
            <translation>{groups} auf beiden Seiten einer Aufteilung (eine Gruppe ist meist ein Patient).</translation>
        </message>
        <message>
            <source>{heat_maps} missing</source>
            <translation>{heat_maps} nicht vorhanden</translation>
        </message>
        <message>
            <source>{images} could not be read and {consequence}: {names}</source>
            <translation>{images} nicht lesbar und {consequence}: {names}</translation>
        </message>
        <message>
            <source>{images} for validation, as the dataset names them.</source>
            <translation>{images} zur Validierung, wie der Datensatz sie nennt.</translation>
        </message>
        <message>
            <source>{images} in protected archives</source>
            <translation>{images} in geschützten Archiven</translation>
        </message>
        <message>
            <source>{images} of a single grey level.</source>
            <translation>{images} mit nur einer Graustufe.</translation>
        </message>
        <message>
            <source>{images} of {dataset}{split}</source>
            <translation>{images} von {dataset}{split}</translation>
        </message>
        <message>
            <source>{kept} Resume the training now, or later with “Open an earlier run…”.</source>
            <translation>{kept} Das Training jetzt fortsetzen, oder später mit „Früheren Lauf öffnen …“.</translation>
        </message>
        <message>
            <source>{kind} ({name}), which Falx wrote</source>
            <translation>{kind} ({name}), von Falx geschrieben</translation>
        </message>
        <message>
            <source>{kind}, {count} values each</source>
            <translation>{kind}, je {count} Werte</translation>
        </message>
        <message>
            <source>{levels} or {last} %</source>
            <translation>{levels} oder {last} %</translation>
        </message>
        <message>
            <source>{lines} left out</source>
            <translation>{lines} ausgelassen</translation>
        </message>
        <message>
            <source>{listed_files} not there</source>
            <translation>{listed_files} nicht vorhanden</translation>
        </message>
        <message>
            <source>{lost}, and it cannot be resumed. The pictures and the files that you saved elsewhere are not deleted.</source>
            <translation>{lost}, und er lässt sich nicht fortsetzen. Die Bilder und die anderswo gespeicherten Dateien werden nicht gelöscht.</translation>
        </message>
        <message>
            <source>{low} to {high}</source>
            <translation>{low} bis {high}</translation>
        </message>
        <message>
            <source>{matching:,} found</source>
            <translation>{matching:,} gefunden</translation>
        </message>
        <message>
            <source>{method} (not drawn yet)</source>
            <translation>{method} (noch nicht gezeichnet)</translation>
        </message>
        <message>
            <source>{model} has the weights of {network}.</source>
            <translation>{model} hat die Gewichte: {network}.</translation>
        </message>
        <message>
            <source>{model} will have the weights of this epoch unless a later one is better.</source>
            <translation>{model} wird die Gewichte dieser Epoche erhalten, falls keine spätere besser ist.</translation>
        </message>
        <message>
            <source>{model} will have the weights of {network}.</source>
            <translation>{model} wird die Gewichte erhalten: {network}.</translation>
        </message>
        <message>
            <source>{model} will have the weights of {start} unless an epoch is better.</source>
            <translation>{model} wird die Gewichte erhalten: {start}, falls keine Epoche besser ist.</translation>
        </message>
        <message>
            <source>{model} will have the weights of {which}, as the settings ask.{early}</source>
            <translation>{model} wird die Gewichte erhalten: {which}, wie eingestellt.{early}</translation>
        </message>
        <message>
            <source>{named} cannot be the key of a command: it {use}.</source>
            <translation>{named} kann keine Befehlstaste sein: Sie {use}.</translation>
        </message>
        <message>
            <source>{names} or {last}</source>
            <translation>{names} oder {last}</translation>
        </message>
        <message>
            <source>{name}
at {asked}</source>
            <translation>{name}
bei {asked}</translation>
        </message>
        <message>
            <source>{name}
at {level}</source>
            <translation>{name}
bei {level}</translation>
        </message>
        <message>
            <source>{name} (all from {source})</source>
            <translation>{name} (alle aus {source})</translation>
        </message>
        <message>
            <source>{name} (damaged)</source>
            <translation>{name} (beschädigt)</translation>
        </message>
        <message>
            <source>{name} (from {words})</source>
            <translation>{name} (aus {words})</translation>
        </message>
        <message>
            <source>{name} and {other_files}</source>
            <translation>{name} und {other_files}</translation>
        </message>
        <message>
            <source>{name} and {paths:,} more</source>
            <translation>{name} und {paths:,} weitere</translation>
        </message>
        <message>
            <source>{name} could not be saved. Choose another folder.</source>
            <translation>{name} konnte nicht gespeichert werden. Einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>{name} has {images} to train on: too few to keep {share} out. Add images, or keep a larger share out.</source>
            <translation>{name} hat {images} zum Trainieren: zu wenige, um {share} zurückzuhalten. Bilder hinzufügen oder einen größeren Anteil zurückhalten.</translation>
        </message>
        <message>
            <source>{name} has {images} to train on: too few to keep {share} out. Add images.</source>
            <translation>{name} hat {images} zum Trainieren: zu wenige, um {share} zurückzuhalten. Bilder hinzufügen.</translation>
        </message>
        <message>
            <source>{name} has {images}: too few for {count} folds. Choose fewer folds.</source>
            <translation>{name} hat {images}: zu wenige für {count} Folds. Weniger Folds wählen.</translation>
        </message>
        <message>
            <source>{name} is the picture itself. Choose another name.</source>
            <translation>{name} ist das Bild selbst. Einen anderen Namen wählen.</translation>
        </message>
        <message>
            <source>{name} is {value}</source>
            <translation>{name} ist {value}</translation>
        </message>
        <message>
            <source>{name} was not saved</source>
            <translation>{name} wurde nicht gespeichert</translation>
        </message>
        <message>
            <source>{name} · series {series_number}</source>
            <translation>{name} · Serie {series_number}</translation>
        </message>
        <message>
            <source>{name} · slice {frame:,}</source>
            <translation>{name} · Schicht {frame:,}</translation>
        </message>
        <message>
            <source>{name}, line {line}</source>
            <translation>{name}, Zeile {line}</translation>
        </message>
        <message>
            <source>{name}: one of the {members} files of this series cannot be read; choose another series, or open this one by itself to see the other files</source>
            <translation>{name}: eine der {members} Dateien dieser Serie ist nicht lesbar; eine andere Serie wählen oder diese einzeln öffnen, um die übrigen Dateien zu sehen</translation>
        </message>
        <message>
            <source>{name}you stopped it; try again, or open another file</source>
            <translation>{name}das Lesen wurde angehalten; erneut versuchen oder eine andere Datei öffnen</translation>
        </message>
        <message>
            <source>{number:,} of {count:,}</source>
            <translation>{number:,} von {count:,}</translation>
        </message>
        <message>
            <source>{other_files} skipped</source>
            <translation>{other_files} übersprungen</translation>
        </message>
        <message>
            <source>{others} more are</source>
            <translation>{others} weitere sind</translation>
        </message>
        <message>
            <source>{other} and {name} differ only in capital letters.</source>
            <translation>{other} und {name} unterscheiden sich nur in der Groß- und Kleinschreibung.</translation>
        </message>
        <message>
            <source>{pace:,.0f} a second</source>
            <translation>{pace:,.0f} pro Sekunde</translation>
        </message>
        <message>
            <source>{pace:.1f} a second</source>
            <translation>{pace:.1f} pro Sekunde</translation>
        </message>
        <message>
            <source>{pairs} of equal images has different labels.</source>
            <translation>{pairs} gleicher Bilder hat verschiedene Klassen.</translation>
        </message>
        <message>
            <source>{pairs} of equal images have different labels.</source>
            <translation>{pairs} gleicher Bilder haben verschiedene Klassen.</translation>
        </message>
        <message>
            <source>{path}: there is no such file; check its name and folder, or open another one</source>
            <translation>{path}: Es gibt keine solche Datei; Namen und Ordner prüfen oder eine andere öffnen</translation>
        </message>
        <message>
            <source>{pending:,} not classified yet</source>
            <translation>{pending:,} noch nicht klassifiziert</translation>
        </message>
        <message>
            <source>{phase} left of this part</source>
            <translation>noch {phase} für diesen Teil</translation>
        </message>
        <message>
            <source>{phase}: {done:,} of {total:,}</source>
            <translation>{phase}: {done:,} von {total:,}</translation>
        </message>
        <message>
            <source>{place}, the best on the validation data</source>
            <translation>{place}, die beste auf den Validierungsdaten</translation>
        </message>
        <message>
            <source>{place}, the last, as the settings ask</source>
            <translation>{place}, die letzte, wie eingestellt</translation>
        </message>
        <message>
            <source>{records} lost</source>
            <translation>{records} verloren</translation>
        </message>
        <message>
            <source>{right} of slices with a tumour called, {wrong} of those without: measured on {test} with models of its recipe, not on whole studies.</source>
            <translation>{right} der Schichten mit Tumor erkannt, {wrong} der Schichten ohne Tumor fälschlich als Tumor gewertet: gemessen an {test} mit gleich trainierten Modellen, nicht an ganzen Untersuchungen.</translation>
        </message>
        <message>
            <source>{right} of slices with a tumour called, {wrong} of those without: measured on {test}, not on whole studies.</source>
            <translation>{right} der Schichten mit Tumor erkannt, {wrong} der Schichten ohne Tumor fälschlich als Tumor gewertet: gemessen an {test}, nicht an ganzen Untersuchungen.</translation>
        </message>
        <message>
            <source>{row:.2f} × {column:.2f} mm</source>
            <translation>{row:.2f} × {column:.2f} mm</translation>
        </message>
        <message>
            <source>{row:.2f} × {column:.2f} mm a pixel</source>
            <translation>{row:.2f} × {column:.2f} mm pro Pixel</translation>
        </message>
        <message>
            <source>{rows} without a verdict left out.</source>
            <translation>{rows} ohne Urteil ausgelassen.</translation>
        </message>
        <message>
            <source>{rows} without an opinion left out.</source>
            <translation>{rows} ohne Beurteilung ausgelassen.</translation>
        </message>
        <message>
            <source>{scale}. The line around the heat is at 50 %.</source>
            <translation>{scale}. Die Umrisslinie liegt bei 50 %.</translation>
        </message>
        <message>
            <source>{seconds_left} left</source>
            <translation>noch {seconds_left}</translation>
        </message>
        <message>
            <source>{selected:,} selected</source>
            <translation>{selected:,} ausgewählt</translation>
        </message>
        <message>
            <source>{shown}, in {side} × {side} grey pixels. The network gets nothing else.</source>
            <translation>{shown}, in {side} × {side} grauen Pixeln. Mehr erhält das Netz nicht.</translation>
        </message>
        <message>
            <source>{slices:.2f} mm from slice to slice</source>
            <translation>{slices:.2f} mm von Schicht zu Schicht</translation>
        </message>
        <message>
            <source>{slices} of volumes</source>
            <translation>{slices} von Volumen</translation>
        </message>
        <message>
            <source>{slices}{new} in {duration}{pace}</source>
            <translation>{slices}{new} · {duration}{pace}</translation>
        </message>
        <message>
            <source>{span}, estimated from a short measurement. {found}</source>
            <translation>{span}, geschätzt aus einer kurzen Messung. {found}</translation>
        </message>
        <message>
            <source>{speed} slices a second</source>
            <translation>{speed} Schichten pro Sekunde</translation>
        </message>
        <message>
            <source>{started} of {paths} was {end}{saved}.</source>
            <translation>{started} ({paths}) wurde{saved} {end}.</translation>
        </message>
        <message>
            <source>{state} before the first slice</source>
            <translation>{state} vor der ersten Schicht</translation>
        </message>
        <message>
            <source>{state}: {slices} kept so far</source>
            <translation>{state}: {slices} bisher gesichert</translation>
        </message>
        <message>
            <source>{stride} pixels</source>
            <translation>{stride} Pixel</translation>
        </message>
        <message>
            <source>{summary}; being checked</source>
            <translation>{summary}; wird geprüft</translation>
        </message>
        <message>
            <source>{summary}; partly checked</source>
            <translation>{summary}; teilweise geprüft</translation>
        </message>
        <message>
            <source>{thing} and no header beside it</source>
            <translation>{thing} und kein Kopf daneben</translation>
        </message>
        <message>
            <source>{thing} packed by {method}</source>
            <translation>{thing}, gepackt mit {method}</translation>
        </message>
        <message>
            <source>{title} does not go with these settings: {error}</source>
            <translation>{title} passt nicht zu diesen Einstellungen: {error}</translation>
        </message>
        <message>
            <source>{title} does not mark where a tumour is, and a training that continues from it cannot add that. The outlines only guide its heat map. To learn from them fully, start from ImageNet.</source>
            <translation>{title} markiert nicht, wo ein Tumor ist, und ein darauf aufbauendes Training kann das nicht hinzufügen. Die Umrisse leiten nur seine Heatmap. Um ganz von ihnen zu lernen, von ImageNet ausgehen.</translation>
        </message>
        <message>
            <source>{title} for {class_in_words}</source>
            <translation>{title} für {class_in_words}</translation>
        </message>
        <message>
            <source>{title} is installed.</source>
            <translation>{title} ist installiert.</translation>
        </message>
        <message>
            <source>{title} is installed.{replaced}</source>
            <translation>{title} ist installiert.{replaced}</translation>
        </message>
        <message>
            <source>{title} is no longer installed.</source>
            <translation>{title} ist nicht mehr installiert.</translation>
        </message>
        <message>
            <source>{title} is the model in use now.</source>
            <translation>{title} ist jetzt das Modell in Gebrauch.</translation>
        </message>
        <message>
            <source>{title} of any tumour</source>
            <translation>{title} für jede Art von Tumor</translation>
        </message>
        <message>
            <source>{title}{more}
Not a medical device.</source>
            <translation>{title}{more}
Kein Medizinprodukt.</translation>
        </message>
        <message>
            <source>{training:,} to train on</source>
            <translation>{training:,} zum Trainieren</translation>
        </message>
        <message>
            <source>{training_images:,} images to train on, {validation}{classes} classes</source>
            <translation>{training_images:,} Bilder zum Trainieren, {validation}{classes} Klassen</translation>
        </message>
        <message>
            <source>{true}, classified as {taken} ({share}, calibrated){refused}</source>
            <translation>{true}, klassifiziert als {taken} ({share}, kalibriert){refused}</translation>
        </message>
        <message>
            <source>{uncounted:,} not counted for the study ({outside})</source>
            <translation>{uncounted:,} für die Untersuchung nicht gezählt ({outside})</translation>
        </message>
        <message>
            <source>{unread:,} could not be read</source>
            <translation>{unread:,} nicht lesbar</translation>
        </message>
        <message>
            <source>{usual} is the fastest, and the one that comes with Falx.</source>
            <translation>{usual} ist das schnellste und das, das Falx mitbringt.</translation>
        </message>
        <message>
            <source>{validation_images:,} for validation, </source>
            <translation>{validation_images:,} zur Validierung, </translation>
        </message>
        <message>
            <source>{words} Seen through {window}.</source>
            <translation>{words} Gesehen durch {window}.</translation>
        </message>
        <message>
            <source>{words} has no key now.</source>
            <translation>{words} hat jetzt keine Taste.</translation>
        </message>
        <message>
            <source>{words} has the key {named} now.</source>
            <translation>{words} hat jetzt die Taste {named}.</translation>
        </message>
        <message>
            <source>{words} {loser} has none any more.</source>
            <translation>{words} {loser} hat keine mehr.</translation>
        </message>
        <message>
            <source>{words}, in use</source>
            <translation>{words}, in Gebrauch</translation>
        </message>
        <message>
            <source>{words}. Not counted for the study: {outside}</source>
            <translation>{words}. Zählt nicht für die Untersuchung: {outside}</translation>
        </message>
    </context>
</TS>
