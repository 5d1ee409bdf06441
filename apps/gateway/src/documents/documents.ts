import type { Artifact } from '@throughline/contracts';
import type { DocumentStepItem } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Moment } from '../items/history/moment.js';
import type { ShownMoment, PastItems } from '../items/history/past-item.js';
import type { PastList, PastLists } from '../items/history/past-list.js';
import type { ItemFiles } from '../files/item-files.js';
import { notFound } from '../http/problems/problem.js';
import { readEventPage, type EventPage } from '../items/history/event-page.js';
import { ListQuery, type EventsQuery, type ItemQuery } from '../items/read/list-query.dto.js';
import type { ItemQueries } from '../items/read/item-queries.js';
import type { ItemSnapshot } from '../items/read/item-loader.js';
import type { RegistrationRequests } from '../items/register/registration-requests.js';
import type { UserNames } from '../people/users/user-names.js';
import { documentItem, type DocumentItem, type DocumentView } from './document-view.js';
import type { DOCUMENT_FILES, DocumentListQuery } from './documents.dto.js';

export interface DocumentPorts {
  readonly queries: ItemQueries;
  readonly registering: RegistrationRequests;
  readonly view: DocumentView;
  readonly files: ItemFiles;
  readonly past: PastItems;
  readonly pastLists: PastLists;
  readonly names: UserNames;
}

export interface DocumentPage {
  readonly items: readonly DocumentItem[];
  readonly next_cursor: string | null;
  readonly total?: number;
}

/** Artifact roles for each file, in order of preference. */
const ROLES: Readonly<Record<(typeof DOCUMENT_FILES)[number], readonly string[]>> = {
  finished: ['document', 'source'],
  original: ['source'],
};

const toListQuery = (query: DocumentListQuery): ListQuery => Object.assign(new ListQuery(), query);

export class Documents {
  constructor(private readonly ports: DocumentPorts) {}

  create(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.ports.registering.carryOut(request, reply);
  }

  async list(owner: string, query: DocumentListQuery): Promise<DocumentPage> {
    const { queries, view } = this.ports;
    const { recordings, nextCursor, total } = await queries.list(owner, toListQuery(query));
    await view.prepare(recordings);
    return {
      items: recordings.map((one) => view.render(one)),
      next_cursor: nextCursor ?? null,
      ...(total === undefined ? {} : { total }),
    };
  }

  pastList(owner: string, query: DocumentListQuery, moment: Moment): Promise<PastList> {
    return this.ports.pastLists.list(owner, toListQuery(query), moment);
  }

  shown(owner: string, id: string, query: ItemQuery, signal: AbortSignal): Promise<ItemSnapshot> {
    return this.ports.queries.item(owner, id, query, signal);
  }

  /** Returns true while progress changes without a new revision. */
  isMoving(shown: ItemSnapshot): boolean {
    return this.ports.view.isMoving(shown);
  }

  async item(shown: ItemSnapshot): Promise<DocumentItem> {
    await this.ports.view.prepare([shown]);
    return this.ports.view.render(shown);
  }

  async past(owner: string, id: string, moment: Moment): Promise<DocumentItem & { readonly as_of: ShownMoment }> {
    const { item, asset, personal } = await this.ports.past.at(owner, id, moment);
    return documentItem(item, asset, { personal });
  }

  /** Returns the steps by name: `get_file_step_status` (DOC-14). */
  async steps(owner: string, id: string): Promise<Readonly<Record<string, DocumentStepItem>>> {
    const { steps } = await this.item(await this.ports.queries.requireItem(owner, id));
    return Object.fromEntries(steps.map((step) => [step.step_name, step]));
  }

  events(owner: string, id: string, query: EventsQuery, signal: AbortSignal): Promise<EventPage> {
    return readEventPage(this.ports, { owner, id, query, signal });
  }

  async file(owner: string, id: string, which: (typeof DOCUMENT_FILES)[number]): Promise<Artifact> {
    const { recording, files } = await this.ports.files.shown(owner, id);
    const found = ROLES[which].map((role) => files.find((file) => file.role === role)).find((file) => file !== undefined);
    if (found === undefined) throw notFound();
    return { ...found, name: nameOf(recording, found) };
  }
}

const extensionOf = (name: string): string => /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';

/** The original keeps its file name. The processed file gets the name that the last step chose, or the title. */
function nameOf({ personal }: ItemSnapshot, file: Artifact): string {
  if (file.role === 'source') return personal.fileName ?? file.name;
  const kept = personal.steps?.['finalize_document_storage']?.details?.['name'];
  const name = typeof kept === 'string' && kept !== '' ? kept : (personal.title ?? 'document');
  const extension = extensionOf(file.name);
  return name.toLowerCase().endsWith(extension) ? name : `${name}${extension}`;
}
