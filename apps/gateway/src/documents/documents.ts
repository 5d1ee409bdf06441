import type { Artifact } from '@throughline/contracts';
import type { DocumentStepItem } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Moment } from '../as-of/moment.js';
import type { AsOf, PastItems } from '../as-of/past-item.js';
import type { PastList, PastLists } from '../as-of/past-list.js';
import type { RecordingFiles } from '../artifacts/recording-files.js';
import { notFound } from '../problems/problem.js';
import { toldEvents, type ToldAuditEvent } from '../recordings/told-events.js';
import { ListQuery, type EventsQuery, type ItemQuery } from '../recordings/queries/list-query.dto.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import type { ShownRecording } from '../recordings/queries/recording-loader.js';
import type { RegisterRequests } from '../recordings/register/register-requests.js';
import type { KnownNames } from '../users/known-names.js';
import { documentItem, type DocumentItem, type DocumentView } from './document-view.js';
import type { DOCUMENT_FILES, DocumentListQuery } from './documents.dto.js';

export interface DocumentPorts {
  /** Of documents alone. */
  readonly queries: RecordingQueries;
  readonly registering: RegisterRequests;
  readonly view: DocumentView;
  readonly files: RecordingFiles;
  readonly past: PastItems;
  readonly pastLists: PastLists;
  readonly names: KnownNames;
}

export interface EventPage {
  readonly items: readonly ToldAuditEvent[];
  readonly next_cursor: string | null;
}

export interface DocumentPage {
  readonly items: readonly DocumentItem[];
  readonly next_cursor: string | null;
  readonly total?: number;
}

/** By the part that a file has in the pipeline, the best first. */
const ROLES: Readonly<Record<(typeof DOCUMENT_FILES)[number], readonly string[]>> = {
  finished: ['document', 'source'],
  original: ['source'],
};

const asked = (query: DocumentListQuery): ListQuery => Object.assign(new ListQuery(), query);

/** What can be read of documents, and how they begin. */
export class Documents {
  constructor(private readonly ports: DocumentPorts) {}

  create(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.ports.registering.carryOut(request, reply);
  }

  async list(owner: string, query: DocumentListQuery): Promise<DocumentPage> {
    const { queries, view } = this.ports;
    const { recordings, nextCursor, total } = await queries.list(owner, asked(query));
    await view.prepare(recordings);
    return {
      items: recordings.map((one) => view.render(one)),
      next_cursor: nextCursor ?? null,
      ...(total === undefined ? {} : { total }),
    };
  }

  /** What there was, from the audit log. */
  pastList(owner: string, query: DocumentListQuery, moment: Moment): Promise<PastList> {
    return this.ports.pastLists.list(owner, asked(query), moment);
  }

  shown(owner: string, id: string, query: ItemQuery, signal: AbortSignal): Promise<ShownRecording> {
    return this.ports.queries.item(owner, id, query, signal);
  }

  /** Something moves that no revision tells of. */
  isMoving(shown: ShownRecording): boolean {
    return this.ports.view.isMoving(shown);
  }

  async item(shown: ShownRecording): Promise<DocumentItem> {
    await this.ports.view.prepare([shown]);
    return this.ports.view.render(shown);
  }

  /** As it was, by the rules of today. */
  async past(owner: string, id: string, moment: Moment): Promise<DocumentItem & { readonly as_of: AsOf }> {
    const { item, asset, personal } = await this.ports.past.at(owner, id, moment);
    return documentItem(item, asset, { personal });
  }

  /** `get_file_step_status` (DOC-14): by the name of the step. */
  async steps(owner: string, id: string): Promise<Readonly<Record<string, DocumentStepItem>>> {
    const { steps } = await this.item(await this.ports.queries.known(owner, id));
    return Object.fromEntries(steps.map((step) => [step.step_name, step]));
  }

  async events(owner: string, id: string, query: EventsQuery, signal: AbortSignal): Promise<EventPage> {
    const { events, more } = await this.ports.queries.events(owner, id, query, signal);
    return { items: await toldEvents(events, this.ports.names), next_cursor: more ? (events.at(-1)?.id ?? null) : null };
  }

  /** The file that people mean by the document, under the name that it is kept by. */
  async file(owner: string, id: string, which: (typeof DOCUMENT_FILES)[number]): Promise<Artifact> {
    const { recording, files } = await this.ports.files.shown(owner, id);
    const found = ROLES[which].map((role) => files.find((file) => file.role === role)).find((file) => file !== undefined);
    if (found === undefined) throw notFound();
    return { ...found, name: nameOf(recording, found) };
  }
}

const extensionOf = (name: string): string => /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';

/** What came keeps its name; what was made of it has the one that it is kept under. */
function nameOf({ personal }: ShownRecording, file: Artifact): string {
  if (file.role === 'source') return personal.fileName ?? file.name;
  const kept = personal.steps?.['finalize_document_storage']?.details?.['name'];
  const name = typeof kept === 'string' && kept !== '' ? kept : (personal.title ?? 'document');
  const extension = extensionOf(file.name);
  return name.toLowerCase().endsWith(extension) ? name : `${name}${extension}`;
}
