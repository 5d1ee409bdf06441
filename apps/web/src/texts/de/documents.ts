import { statusNames } from './states.js';

export const documentStepNames = {
  hash_file: 'Empfangen und prüfen',
  create_file_record: 'Dateityp erkennen',
  check_text: 'Auf Text prüfen',
  extract_text: 'Text extrahieren',
  extract_metadata_with_gpt: 'Details finden',
  embed_metadata_into_pdf: 'Details in das PDF schreiben',
  finalize_document_storage: 'Benennen und ablegen',
  send_to_all_destinations: 'Zustellen',
};

/** A running step, as the state of its document. */
export const documentDoing = {
  hash_file: 'Wird empfangen',
  create_file_record: 'Datei wird geprüft',
  check_text: 'Text wird gesucht',
  extract_text: 'Text wird gelesen',
  extract_metadata_with_gpt: 'Detailsuche läuft',
  embed_metadata_into_pdf: 'Schreibt Details',
  finalize_document_storage: 'Wird abgelegt',
  send_to_all_destinations: 'Wird zugestellt',
};

export const documentWords = {
  title: 'Dokumente',
  back: 'Dokumente',
  gone: 'Dokument nicht gefunden',
  erasedTitle: 'Endgültig gelöschtes Dokument',
  expiredTitle: 'Abgelaufenes Dokument',
  status: statusNames,
  progress: (title: string): string => `Schritte von ${title}`,
  mainDone: (done: number, of: number): string => `${String(done)} von ${String(of)} ${of === 1 ? 'Schritt' : 'Schritten'}`,
  uploadsDone: (done: number, of: number): string =>
    `${String(done)} von ${String(of)} ${of === 1 ? 'Zustellschritt' : 'Zustellschritten'}`,
  toCheck: 'diesen Wert prüfen',
  steps: {
    title: 'Schritte',
    names: documentStepNames as Readonly<Record<string, string>>,
    queue: (destination: string): string => `Für ${destination} einreihen`,
    upload: (destination: string): string => `Zu ${destination} hochladen`,
    status: {
      pending: 'Nicht begonnen',
      in_progress: 'Läuft',
      success: 'Fertig',
      failure: 'Fehlgeschlagen',
      skipped: 'Übersprungen',
    },
    skipped: (reason: string): string => `Übersprungen: ${reason}`,
    skipReasons: {
      encrypted: 'die Datei ist verschlüsselt',
      signed: 'die Datei ist signiert, und eine Änderung würde die Signatur ungültig machen',
      no_engine: 'keine Engine verfügbar',
      no_engine_for_language: 'keine Engine unterstützt ihre Sprachen',
      no_text: 'kein Text',
      not_applicable: 'gilt nicht für diese Art von Datei',
      disabled: 'ausgeschaltet',
      by_user: 'von einer Person',
    } as Readonly<Record<string, string>>,
    waiting: 'Wartet',
    again: 'erneut',
    took: (time: string): string => `dauerte ${time}`,
    toQueue: 'Zustellungen',
  },
  facts: {
    label: 'Über dieses Dokument',
    kind: 'Art',
    kinds: {
      pdf: 'PDF',
      image: 'Bild',
      office: 'Office-Datei',
      text: 'Text',
      html: 'HTML',
      email: 'E-Mail',
    } as Readonly<Record<string, string>>,
    pages: 'Seiten',
    encrypted: 'verschlüsselt',
    signed: 'signiert',
    registered: 'Registriert',
    changed: 'Letzte Änderung',
    size: 'Größe',
    file: 'Datei',
  },
  files: {
    finished: 'Fertiges Dokument herunterladen',
    original: 'Original herunterladen',
  },
};
