/** The transcript while it is being made. */
export const soFarWords = {
  title: 'Transkript bis jetzt',
  upTo: (minutes: number): string =>
    minutes < 1 ? 'Erste Sekunden, ungeprüft' : `Erste ${minutes === 1 ? 'Minute' : `${String(minutes)} min`}, ungeprüft`,
  by: (engine: string): string => `von ${engine}`,
  none: 'Noch keine Zeilen. Neue erscheinen, sobald sie erkannt sind; bei manchen Engines erst am Ende.',
  hint: 'Neue Zeilen erscheinen, sobald sie erkannt sind. Bearbeiten können Sie sie, wenn die Transkription fertig ist.',
  copy: 'Kopieren',
  brokenOff: (at: string): string => `Transkript bis ${at}`,
  unchecked: 'Ungeprüft',
  notKept:
    'Die Transkription ist hier fehlgeschlagen. Diese Zeilen bleiben bis zum nächsten Durchlauf: Kopieren Sie, was Sie brauchen.',
} as const;

/** A result of an earlier run, until the present run has its own. */
export const earlierRunWords = {
  mark: 'früherer Durchlauf',
  notes: {
    transcript: 'Das ist das Transkript des früheren Durchlaufs. Es bleibt, bis ein neues fertig ist.',
    topics: 'Das sind die Themen des früheren Durchlaufs. Sie bleiben, bis neue fertig sind.',
    fields: 'Ein Teil davon ist das Ergebnis des früheren Durchlaufs. Es bleibt, bis ein neues fertig ist.',
  },
} as const;

/** Two versions of a transcript, line by line. */
export const compareWords = {
  title: 'Transkripte vergleichen',
  open: 'Vergleichen',
  before: 'Frühere Version',
  after: 'Aktuelle Version',
  heard: (engine: string, percent: number | undefined): string =>
    `Transkribiert von ${engine}${percent === undefined ? '' : `, etwa ${String(percent)} % der Wörter sind richtig`}`,
  lineAt: (at: string): string => `Zeile bei ${at}`,
  nothing: 'Hier wird nichts gesagt',
  byPerson: 'Von Hand korrigiert',
  count: (different: number, of: number): string =>
    `Zeilen mit anderen Wörtern: ${String(different)} von ${String(of)}. Von Hand korrigierte Zeilen behalten ihre Wörter.`,
  none: 'Beide Versionen haben dieselben Wörter.',
  otherCut:
    'Diese Versionen können nicht Zeile für Zeile verglichen werden: Die Aufnahme wurde anders gekürzt, daher unterscheiden sich ihre Zeiten.',
  more: (count: number): string => `${String(count)} weitere zeigen`,
  allBefore: 'Alle früheren Zeilen wählen',
  allAfter: 'Alle aktuellen Zeilen wählen',
  hint: (number: number | undefined): string =>
    `Wird ${number === undefined ? 'eine neue Version' : `Version ${String(number)}`}. Die beiden anderen bleiben erhalten.`,
  save: (number: number | undefined): string =>
    number === undefined ? 'Neue Version speichern' : `Als Version ${String(number)} speichern`,
  unchanged: 'Die aktuelle Version bleibt: Es ist keine frühere Zeile gewählt.',
} as const;
