/** The dialog that previews and starts a run. */
export const runWords = {
  withOthers: 'Mit anderen Einstellungen starten',
  template: 'Vorlage',
  boundTemplate: (name: string | null): string => `Die gebundene: ${name ?? 'gelöscht'}`,
  noTemplate: 'Keine',
  bind: 'Diese Vorlage auch für spätere Durchläufe verwenden',
  vocabulary: 'Namen und Begriffe dieses Durchlaufs',
  vocabularyHint:
    'Für Engines, die sie annehmen, vor denen der Bibliothek. Mit einer leeren Liste gelten Begriffe früherer Durchläufe nicht mehr.',
  asBefore: 'Wie bisher',
  ownTerms: 'Nur diese',
  languages: 'Sprachen des Scans',
  languagesThere: 'Sprachen, die die Worker haben',
  languagesHint: 'Codes von tesseract, z. B. eng deu chi_sim. Nur Scans werden neu gelesen; Seiten mit Text behalten ihn.',
  languagesAway: (names: string, codes: string): string =>
    `Noch hat kein Worker ${names}. Auf dem Rechner, auf dem Throughline läuft: npx tl engine fetch ocr ${codes}`,
  wrongLanguages: (codes: string): string => `Kein Sprachcode: ${codes}. Verwenden Sie Codes wie eng, deu oder chi_sim.`,
  terms: 'Namen und Begriffe, einer pro Zeile',
  settings: 'Geänderte Einstellungen',
  layers: {
    server: 'Server',
    user: 'Vorgaben der Bibliothek',
    template: 'Gebundene Vorlage',
    'previous run': 'Frühere Anforderungen für dieses Element',
    'run template': 'Vorlage dieses Durchlaufs',
    preferences: 'Eigene Einstellungen dieses Elements',
    request: 'Diese Anforderung',
    output: 'Ausgabe',
  } as Readonly<Record<string, string>>,
  ownPattern: (output: string, isTitle: boolean): string => `${isTitle ? 'Titel' : 'Beschreibung'} bei ${output}`,
  ofTemplate: (name: string): string => `Vorlage ${name}`,
} as const;
