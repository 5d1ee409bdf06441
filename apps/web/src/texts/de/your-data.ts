import { formatNumber } from '../numbers.js';
import { items } from './counted.js';

/** Texts about the rights of users over their data. */
export const yourDataTexts = {
  title: 'Ihre Daten',
  lead: 'Exportieren Sie Ihr Konto und die Elemente, Dateien und Einstellungen jeder Bibliothek, die Ihnen gehört, als ein Archiv. Es entsteht im Hintergrund; Sie können diese Seite schließen.',
  list: 'Exporte',
  none: 'Noch kein Export.',
  start: 'Meine Daten exportieren',
  startAgain: 'Erneut exportieren',
  started: 'Der Export hat begonnen.',
  running: 'Ihre Daten werden exportiert',
  counting: 'Die Elemente werden gezählt',
  progress: (done: number, total: number, bytes: string): string =>
    `${formatNumber(done)} von ${total === 1 ? '1 Element' : `${formatNumber(total)} Elementen`} · ${bytes} geschrieben`,
  waiting: 'Der Export wartet auf einen Dienst, der nicht verfügbar ist. Er läuft von selbst weiter.',
  download: (bytes: string): string => `Herunterladen (${bytes})`,
  contents: items,
  // Before a future time.
  expires: 'wird gelöscht:',
  delete: 'Archiv löschen',
  cancel: 'Export abbrechen',
  deleted: 'Der Export ist gelöscht.',
  failed: 'Der Export ist fehlgeschlagen',
  problems: {
    'storage-full':
      'Der Server hat keinen Platz für das Archiv. Bitten Sie den Betreiber, Speicherplatz freizugeben, und exportieren Sie dann erneut.',
    'repeated-failure':
      'Mehrere Versuche sind fehlgeschlagen. Bitten Sie den Betreiber, das Protokoll des Gateways anzusehen, und exportieren Sie dann erneut.',
  },
};
