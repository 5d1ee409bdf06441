import type { Template } from '@throughline/api-client';
import { items } from './counted.js';

type Users = Pick<Template, 'used_by' | 'named_by'>;

export const templateWords = {
  title: 'Vorlagen',
  lead: 'Eine Vorlage ist ein benannter Satz von Einstellungen für Durchläufe. Für Felder, die Sie auf „Standard“ lassen, gelten die Vorgaben der Bibliothek.',
  emptyTitle: 'Noch keine Vorlagen',
  empty: 'Speichern Sie die Einstellungen, die Sie jede Woche verwenden, unter einem Namen.',
  viewersCannot: 'Bitten Sie einen Bearbeiter, eine hinzuzufügen.',
  add: 'Neue Vorlage',
  create: 'Vorlage erstellen',
  created: (name: string): string => `${name} erstellt`,
  edit: 'Bearbeiten',
  editOf: (name: string): string => `${name} bearbeiten`,
  save: 'Vorlage speichern',
  saved: (name: string): string => `${name} gespeichert`,
  reload: 'Meine Änderungen verwerfen und die aktuellen Einstellungen zeigen',
  buttonsOf: (name: string): string => `Aktionen für ${name}`,
  delete: 'Löschen',
  deleteOf: (name: string): string => `${name} löschen`,
  deleteTitle: (name: string): string => `Vorlage ${name} löschen?`,
  deleteHint: 'Durchläufe, die begonnen haben, behalten ihre Einstellungen.',
  detach: 'Lösen und löschen',
  detachHint:
    'Diese verwenden die Vorlage. Elemente werden von ihr gelöst, Quellen mit ihr starten keine Durchläufe mehr, und ein Auftrag ohne andere Vorlage wird ausgeschaltet:',
  deleted: (name: string): string => `${name} gelöscht`,
  unused: 'Nicht verwendet',
  users: ({ used_by: count, named_by: { sources, jobs } }: Users): readonly string[] => [
    ...(count === 0 ? [] : [items(count)]),
    ...sources.map(({ name }) => `die Quelle ${name}`),
    ...jobs.map(({ name }) => `der Auftrag ${name}`),
  ],
  unusable: (name?: string): string =>
    name === undefined ? 'Kein Durchlauf kann diese Vorlage verwenden' : `Kein Durchlauf kann die Vorlage ${name} verwenden`,
  draft: 'Entwurf',
  name: 'Name',
  draftHint: 'Entwurf: Kein Durchlauf verwendet sie',
  matching: {
    sources: 'Nur für Elemente dieser Quellen verwenden',
    sourceGone: (id: number): string => `Eine gelöschte Quelle (Nummer ${String(id)})`,
    title: 'Für Titel mit diesem Text',
    hint: 'Ein Auftrag verwendet die Vorlage von selbst für Elemente, deren Titel diesen Text enthält. * steht für beliebigen Text.',
    atLeast: 'Nur wenn mindestens so lang (Minuten)',
    atMost: 'Nur wenn höchstens so lang (Minuten)',
  },
  inherited: 'Standard',
  /** The settings of a run that forms offer, in their order, by the sections of `processing_config`. */
  processing: {
    trimming: { enable_trimming: { label: 'Stille am Anfang und am Ende kürzen' } },
    transcription: {
      enable_transcription: { label: 'Transkribieren' },
      enable_topics: { label: 'Themen finden' },
      enable_subtitles: { label: 'Untertitel erstellen' },
      allow_errors: { label: 'Auch zustellen, wenn ein Textschritt fehlschlägt' },
      granularity: { label: 'Länge der Themenliste', options: { short: 'Kurz', medium: 'Mittel', long: 'Lang' } },
    },
  },
  texts: {
    title: 'Titel bei Ausgaben',
    titleHint: 'Platzhalter: {title}, {date}, {time}, {duration}, {language}, {source}. Für eine Klammer schreiben Sie \\{.',
    description: 'Beschreibung bei Ausgaben',
    thisPattern: 'Dieses Muster',
    descriptionPattern: 'Muster der Beschreibung',
    descriptionHint:
      'Auch {description} und {topics}. Zeilen, deren Platzhalter leer sind, werden weggelassen. Ein leeres Muster bedeutet: keine Beschreibung.',
    topics: 'Themen zeigen',
    topicsFormat: 'Themenliste',
    formats: {
      timestamps: 'Mit Zeiten, als Kapitel',
      numbered_list: 'Nummeriert',
      bullet_list: 'Mit Punkten',
      dash_list: 'Mit Strichen',
      comma_separated: 'In einer Zeile',
    },
    notes: {
      'title-characters-removed': 'Zeichen, die die Ausgabe ablehnt, wurden aus dem Titel entfernt.',
      'title-shortened': 'Der Titel wurde auf die Grenze der Ausgabe gekürzt.',
      'description-characters-removed': 'Zeichen, die die Ausgabe ablehnt, wurden aus der Beschreibung entfernt.',
      'description-shortened': 'Die Beschreibung wurde auf die Grenze der Ausgabe gekürzt.',
    } as Readonly<Record<string, string>>,
    sample: 'Vorschau mit einem Beispiel',
    noDescription: 'Keine Beschreibung',
  },
  outputs: 'Ausgaben',
  theseOutputs: 'Nur diese',
  autoUpload: 'Automatisch veröffentlichen',
  noOutputChosen: 'Keine Ausgabe gewählt: Es wird nichts zugestellt.',
  defaults: {
    title: 'Vorgaben der Bibliothek',
    lead: 'Alle Durchläufe Ihrer Bibliothek gehen von diesen Einstellungen aus. Vorlagen und einzelne Durchläufe haben Vorrang. „Standard“ verwendet die Einstellung des Servers.',
    save: 'Vorgaben speichern',
    saved: 'Vorgaben gespeichert',
    viewersCannot: 'Bearbeiter können die Vorgaben der Bibliothek festlegen.',
  },
} as const;
