import { many } from '../many.js';

export const searchWords = {
  title: 'Suche',
  resultsFor: (q: string): string => `Ergebnisse für „${q}“`,
  field: 'Titel, Transkripte, Dokumente, Tags und Personen durchsuchen',
  hint: 'Auch Formen eines Wortes werden gefunden. „Anführungszeichen“ stehen für genaue Wörter, dazu gibt es Filter wie sender:acme, tag:invoice, kind:document oder before:2026-03.',
  filters: 'Filter',
  remove: (filter: string): string => `${filter} entfernen`,
  results: 'Ergebnisse',
  kinds: { recording: 'Aufnahme', session: 'Sitzung', document: 'Dokument' },
  untitled: 'Ohne Titel',
  page: (page: number): string => `Seite ${String(page)}`,
  more: (count: number): string => (count === 1 ? 'und 1 weitere Stelle' : `und ${String(count)} weitere Stellen`),
  similar: (word: string, others: readonly string[]): string =>
    `Wenige Elemente enthalten „${word}“. Auch gesucht: ${others.join(', ')}.`,
  unknown: (name: string): string => `„${name}:“ ist kein Filter, daher wurde es als Wort gesucht.`,
  found: (count: number, hasMore: boolean): string => `${hasMore ? 'Die ersten ' : ''}${many(count, 'Ergebnis', 'Ergebnisse')}`,
  tooLong: (count: number, most: number): string =>
    `Die Suche hat ${many(count, 'Zeichen', 'Zeichen')}, höchstens ${String(most)} sind möglich.`,
  tooLongHint: 'Lassen Sie Wörter oder Filter weg.',
  none: 'Nichts gefunden',
  noneHint: 'Verwenden Sie weniger oder andere Wörter, oder entfernen Sie einen Filter.',
  noneBegins: (word: string): string => `„${word}“ wurde als Anfang eines Wortes gesucht.`,
  searchWhole: 'Ganzes Wort suchen',
  index: {
    behind: (count: number): string =>
      count === 1
        ? 'Die neueste Änderung ist noch nicht durchsuchbar.'
        : `Die neuesten ${String(count)} Änderungen sind noch nicht durchsuchbar.`,
    building: 'Der Suchindex wird aufgebaut. Bis dahin fehlen Elemente.',
    stopped: 'Die neuesten Änderungen fehlen: Kein Server hält den Suchindex aktuell.',
    exactOnly: 'Ähnlich geschriebene Wörter wurden nicht gesucht: Der Datenbank fehlt die Erweiterung pg_trgm.',
    failed: (count: number): string =>
      `Der Text von ${many(count, 'Element', 'Elementen')} konnte nicht gelesen werden. Es wird erneut versucht.`,
  },
};
