/** The panel of a recording that needs a person. */
export const attentionWords = {
  failed: (step: string, attempts: number): string =>
    attempts > 1 ? `${step} nach ${String(attempts)} Versuchen fehlgeschlagen` : `${step} fehlgeschlagen`,
  /** The step that has failed, as the subject of the title. The names are those of `failed_at_stage`. */
  steps: {
    download: 'Download',
    trim: 'Kürzung',
    transcribe: 'Transkription',
    topics: 'Themensuche',
    subtitles: 'Erstellen der Untertitel',
    upload: 'Zustellung',
    hash_file: 'Empfang der Datei',
    create_file_record: 'Erkennung des Dateityps',
    check_text: 'Prüfung auf Text',
    extract_text: 'Textextraktion',
    extract_metadata_with_gpt: 'Suche nach Details',
    embed_metadata_into_pdf: 'Schreiben der Details in das PDF',
    finalize_document_storage: 'Benennung und Ablage',
    send_to_all_destinations: 'Zustellung',
  },
  failedHint: 'Es gibt keine automatische Wiederholung.',
  unconfirmed: (output: string): string => `Ist die Zustellung an ${output} angekommen?`,
  unconfirmedHint:
    'Es wurde alles gesendet, aber die Verbindung endete, bevor das Ziel antwortete. Erneutes Senden könnte eine zweite Kopie erzeugen, deshalb wartet Throughline auf Sie. Sehen Sie am Ziel nach, und antworten Sie dann.',
  answerHint: 'Ihre Antwort wird mit Ihrem Namen festgehalten.',
  partial: (done: number, of: number, outputs: readonly string[]): string =>
    `An ${String(done)} von ${String(of)} Ausgaben zugestellt. Fehlgeschlagen: ${outputs.join(', ')}`,
  partialHint: 'An Ausgaben, die ihre Kopie haben, wird nicht erneut gesendet.',
  review: 'Bereit zum Veröffentlichen',
  reviewHint:
    'Sehen Sie sich unten das Ergebnis an, und veröffentlichen Sie es dann. Bis dahin wird nichts an die Ausgaben gesendet.',
  whatToDo: 'Was Sie tun können',
  nothingToDo: 'Zurzeit ist keine Aktion möglich. „Weitere Aktionen“ neben dem Titel nennt die Gründe.',
  arrived: 'Kopie ist dort',
  missing: 'Keine Kopie dort, erneut senden',
  linkOf: (output: string): string => `Link der Kopie bei ${output}`,
  answerOf: (answer: string, output: string): string => `${answer}: ${output}`,
  retry: {
    download: 'Download wiederholen',
    trim: 'Kürzung wiederholen',
    transcribe: 'Transkription wiederholen',
    topics: 'Themensuche wiederholen',
    subtitles: 'Untertitel wiederholen',
  } as Readonly<Record<string, string>>,
  retryDelivery: 'Zustellung wiederholen',
  retryDeliveryTo: (output: string): string => `Zustellung an ${output} wiederholen`,
  retryHint: 'Fertige Schritte bleiben erhalten.',
  known: 'Was bekannt ist',
  kept: 'Was erhalten blieb',
  facts: {
    media: ['Aufnahme', 'Keine Aufnahme'],
    transcript: ['Transkript', 'Kein Transkript'],
    topics: ['Themen', 'Keine Themen'],
    subtitles: ['Untertitel', 'Keine Untertitel'],
    sent: ['Zugestellt an', ''],
  } as Readonly<Record<string, readonly [there: string, missing: string]>>,
  notSent: 'Nichts gesendet an',
  notArrived: 'Nicht bestätigt von',
  attempts: 'Fehlgeschlagene Versuche',
  attempt: (count: number): string => `Versuch ${String(count)}`,
  reached: (percent: number): string => `bei ${String(percent)} %`,
  way: {
    place: (place: number, count: number, hasMore: boolean): string =>
      `${String(place)} von ${String(count)}${hasMore ? '+' : ''}`,
    all: 'Alle Elemente, die Aufmerksamkeit erfordern',
    previous: 'Voriges Element, das Aufmerksamkeit erfordert',
    next: 'Nächstes Element, das Aufmerksamkeit erfordert',
  },
} as const;

/** The link that a person gives for an unconfirmed delivery. */
export const linkWords = {
  label: 'Link der Kopie',
  hint: 'Optional, nur wenn die Kopie dort ist. Alle mit Zugriff auf das Element sehen den Link.',
  start: 'Geben Sie einen Link ein, der mit https:// beginnt',
  noUser: 'Entfernen Sie Benutzernamen und Passwort aus dem Link: Alle mit Zugriff auf das Element würden sie sehen.',
  noAddress: 'Das ist kein vollständiger Link. Kopieren Sie ihn aus der Adressleiste des Browsers.',
} as const;
