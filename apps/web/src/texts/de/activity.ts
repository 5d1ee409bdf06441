import { many } from '../many.js';

export const activityWords = {
  title: 'Aktivität',
  notices: 'Wartet auf eine Person',
  noNotices: 'Zurzeit wartet nichts auf eine Person.',
  moreNotices: 'Es gibt noch mehr. In der Liste aller Elemente stehen sie unter „Erfordert Aufmerksamkeit“.',
  byMail: 'Per E-Mail erhalten',
  unseen: (count: number): string => many(count, 'neue Mitteilung', 'neue Mitteilungen'),
  causes: {
    failed: (title: string, step: string): string =>
      `„${title}“ ist im Schritt „${step}“ fehlgeschlagen. Sehen Sie sich den Grund an, dann starten Sie einen neuen Durchlauf.`,
    delivery_failed: (title: string, step: string): string =>
      `„${title}“ wurde an einige Ausgaben zugestellt. Fehlgeschlagen: ${step}. Sehen Sie sich den Grund an, dann wiederholen Sie es.`,
    follow_up_failed: (title: string, step: string): string =>
      `„${title}“ wurde zugestellt. Fehlgeschlagen: ${step}. Sehen Sie sich den Grund an, dann wiederholen Sie es.`,
    review: (title: string): string => `„${title}“ ist bereit und wartet, bis Sie es veröffentlichen.`,
    unconfirmed: (title: string): string =>
      `Es ist unbekannt, ob „${title}“ bei einer Ausgabe angekommen ist. Sehen Sie dort nach, dann bestätigen Sie die Zustellung.`,
  },
  happened: {
    AssetRegistered: 'Hinzugefügt',
    RunExtended: 'Ausgaben hinzugefügt',
    PublishRequested: 'Veröffentlicht',
    PauseRequested: 'Angehalten',
    Resumed: 'Fortgesetzt',
    RunCancelled: 'Durchlauf gestoppt',
    RedeliveryRequested: 'Erneute Zustellung angefordert',
    TextsRequested: 'Neuer Titel und neue Beschreibung bei einer Ausgabe angefordert',
    AssetReset: 'Zurückgesetzt',
    AssetDeleted: 'Gelöscht',
    AssetRestored: 'Wiederhergestellt',
    AssetExpired: 'Aufbewahrungsfrist abgelaufen, Inhalt entfernt',
    AssetErased: 'Endgültig gelöscht',
    TranscriptCorrected: 'Transkript korrigiert',
    AssetDescribed: 'Beschreibung geändert',
    DocumentFieldsCorrected: 'Angaben korrigiert',
    DocumentAccepted: 'Als geprüft abgelegt',
    DocumentReopened: 'Zurück in die Prüfung gegeben',
    DocumentRuleApplied: 'Regel angewendet',
    LanguageChanged: 'Sprache geändert',
  } as Readonly<Record<string, string>>,
  stepHappened: {
    StepCompleted: (step) => `${step}: abgeschlossen`,
    StepFailed: (step) => `${step}: fehlgeschlagen. Es wird nicht automatisch wiederholt`,
    StepSkipped: (step) => `${step}: übersprungen`,
  } as Readonly<Record<string, (step: string) => string>>,
  events: 'Was geschehen ist',
  newSince: (count: number, isAtLeast: boolean): string =>
    `${isAtLeast ? 'Mindestens ' : ''}${many(count, 'Ereignis', 'Ereignisse')} seit Ihrem letzten Besuch in diesem Browser`,
  deleted: 'Gelöscht',
  nothingNew: 'Seit Ihrem letzten Besuch in diesem Browser ist nichts geschehen.',
  isNew: 'Neu',
  earlier: (count: number): string => `${String(count)} weitere`,
  none: 'Noch ist nichts geschehen',
  noneHint: 'Was eintrifft, transkribiert, zugestellt oder korrigiert wird, erscheint hier.',
};
