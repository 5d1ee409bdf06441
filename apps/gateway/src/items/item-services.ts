import type { ArtifactStore } from '@throughline/artifact-store';
import type { PipelineName } from '@throughline/contracts';
import type { ItemNoun, LibraryConfig } from '@throughline/domain';
import type { AssetCommands, LoadedAsset, QuarantineCommands } from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import type { Token } from '../kit/provide.js';
import { ReplacedFiles } from './commands/replaced-files.js';
import { ItemFiles } from './files/item-files.js';
import type { Thumbnails } from './files/thumbnails.js';
import type { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import type { UserNames, UserStore } from '../people/index.js';
import type { ChangeFeed, ClientPositions, RowFreshness, ItemRows } from '../adapters/projection/index.js';
import type { Quotas } from '../people/quotas/index.js';
import type { RunStart } from './register/read-fields.js';
import { FetchRegistrar } from './register/fetch-registrar.js';
import { UploadRegistrar } from './register/upload-registrar.js';
import { RegistrationRequests, type UploadLimits } from './register/registration-requests.js';
import type { SourceRules } from './register/read-source.js';
import type { Intakes } from './register/intakes.js';
import { BulkActions } from './bulk/bulk-actions.js';
import { CommandsForMany, type RetentionRule } from './bulk/commands-for-many.js';
import { BulkRequests } from './bulk/bulk-requests.js';
import { ItemRequests } from './commands/item-requests.js';
import { OwnedItems } from './commands/owned-items.js';
import { TransferChecks } from './commands/transfer.js';
import { ExplainItem, type ExplainPorts } from './explain/explain-item.js';
import { PastItems } from './history/past-item.js';
import type { ItemKind } from './item-kind.js';
import { ItemLoader, type ItemSnapshot } from './read/item-loader.js';
import { ItemQueries } from './read/item-queries.js';
import type { ListQuery } from './read/list-query.dto.js';
import type { RecordingItem } from './read/item-view.js';
import type { RunRequests, RunServer } from './runs/run-requests.js';
import { TextPreviews } from './runs/text-previews.js';

export const RECORDINGS: Token<ItemServices<RecordingItem>> = Symbol('ItemServices of recordings');
export const DOCUMENTS: Token<ItemServices> = Symbol('ItemServices of documents');
export const SESSIONS: Token<ItemServices> = Symbol('ItemServices of sessions');
/** Reads items of any kind. */
export const EVERY_ITEM: Token<ItemQueries> = Symbol('ItemQueries of every kind');
export const EVERY_LOADER: Token<ItemLoader> = Symbol('ItemLoader of every kind');
export const ITEM_PORTS: Token<ItemPorts> = Symbol('ItemPorts');
export const SERVER_CONFIG: Token<RunServer> = Symbol('RunServer');

/** The dependencies that all kinds of items share. */
export interface ItemPorts extends Pick<ExplainPorts, 'leases' | 'workers' | 'live' | 'storageProblem'> {
  readonly commands: AssetCommands;
  readonly acts: QuarantineCommands;
  readonly artifacts: ArtifactStore;
  readonly thumbnails: Thumbnails;
  readonly history: Pick<EventStore, 'load'>;
  readonly changes: ChangeFeed;
  readonly fresh: RowFreshness;
  readonly shown: ClientPositions;
  readonly now: () => Date;
  readonly intakes: Intakes;
  readonly once: IdempotentRequests;
  readonly limits: UploadLimits;
  readonly sources: SourceRules;
  readonly names: UserNames;
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly retention: RetentionRule;
  readonly quotas: Quotas;
  /** The path below which people reach the server: empty at the root of its host. */
  readonly basePath: string;
  readonly onProblem: (error: unknown) => void;
}

export interface ItemEndpoints {
  readonly path: string;
  readonly services: Token<ItemServices>;
  readonly kind: ItemKind;
}

export interface ItemPage<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
  readonly total?: number;
}

/** Renders the items of one kind as the API shows them. */
export interface ItemRenderer<Item> {
  /** Loads what `render` needs of other items. */
  prepare(items: readonly ItemSnapshot[]): Promise<void>;
  render(item: ItemSnapshot): Item;
  renderLoaded(id: string, loaded: LoadedAsset): Promise<Item>;
}

/** The differences between recordings, documents and sessions. */
export interface ItemDefinition<Item extends object> {
  readonly noun: ItemNoun;
  readonly path: string;
  /** Pipeline of new items. */
  readonly pipeline: PipelineName;
  readonly pipelines: readonly PipelineName[];
  readonly rows: ItemRows;
  readonly runs: RunRequests;
  readonly view: ItemRenderer<Item>;
  readonly explained: ExplainPorts['view'];
  readonly start: RunStart;
  /** True: registers the same content again without asking. */
  readonly again: boolean;
}

/** The services that read, register and command one kind of items. */
export class ItemServices<Item extends object = object> {
  readonly loader: ItemLoader;
  readonly queries: ItemQueries;
  readonly items: OwnedItems;
  readonly runs: RunRequests;
  readonly texts: TextPreviews;
  readonly requests: ItemRequests<Item>;
  readonly transfers: TransferChecks;
  readonly commands: CommandsForMany;
  readonly bulk: BulkActions;
  readonly files: ItemFiles;
  readonly replaced: ReplacedFiles;
  readonly explanations: ExplainItem;
  readonly past: PastItems;
  readonly registrar: UploadRegistrar;
  readonly fetching: FetchRegistrar;
  readonly registrations: RegistrationRequests;
  readonly quotas: Quotas;
  readonly sources: SourceRules;

  constructor(
    ports: ItemPorts,
    private readonly kind: ItemDefinition<Item>,
  ) {
    const { commands, shown, once, limits } = ports;
    const { rows, runs, view, path, pipeline, pipelines } = kind;
    this.loader = new ItemLoader(rows, commands, shown, pipelines);
    this.queries = new ItemQueries({ ...ports, rows, loader: this.loader });
    const { queries } = this;
    this.items = new OwnedItems({ ...ports, queries });
    this.runs = runs;
    this.texts = new TextPreviews(ports.artifacts);
    this.quotas = ports.quotas;
    this.sources = ports.sources;
    this.requests = new ItemRequests({ items: this.items, once, view, path });
    this.transfers = new TransferChecks({ ...ports, queries });
    const bulk = new BulkRequests({ queries, once, onError: ports.onProblem, noun: kind.noun });
    this.commands = new CommandsForMany({ ...ports, runs, transfers: this.transfers });
    this.bulk = new BulkActions(bulk, this.items, this.commands);
    this.replaced = new ReplacedFiles(ports);
    this.files = new ItemFiles(queries, `${ports.basePath}${path}`, ports);
    const libraryOf = (id: string): Promise<LibraryConfig> => runs.shownLibrary(id);
    this.explanations = new ExplainItem({ ...ports, rows, queries, view: kind.explained, pipelines, libraryOf });
    runs.checkServer();
    this.past = new PastItems({ ...ports, queries, libraryOf });
    this.registrar = new UploadRegistrar({ ...ports, rows, runs, maxBytes: limits.maxBytes, pipeline });
    this.fetching = new FetchRegistrar({ ...ports, runs, pipeline });
    this.registrations = new RegistrationRequests({
      ...ports,
      registering: this.registrar,
      fetching: this.fetching,
      path,
      start: kind.start,
      again: kind.again,
      render: (id, loaded) => view.renderLoaded(id, loaded),
    });
  }

  async page(owner: string, query: ListQuery): Promise<ItemPage<Item>> {
    const { recordings, nextCursor, total } = await this.queries.list(owner, query);
    await this.kind.view.prepare(recordings);
    return {
      items: recordings.map((one) => this.kind.view.render(one)),
      next_cursor: nextCursor ?? null,
      ...(total === undefined ? {} : { total }),
    };
  }

  async render(item: ItemSnapshot): Promise<Item> {
    await this.kind.view.prepare([item]);
    return this.kind.view.render(item);
  }
}
