import { assetIdForKey, newAssetId, formatRanges } from '@throughline/contracts';
import { isPresent, titleOf } from '@throughline/domain';
import {
  cleanFileName,
  cleanTitle,
  REGISTRATION_MS,
  requireStored,
  RunOverrides,
  type FetchRegistration,
  type ItemServices,
  type ItemSnapshot,
} from '../../items/index.js';
import { commandIdOf, registrationIdOf, type KeyedRequest } from '../../kit/http/idempotency/http.js';
import { invalid, notFound, Problem } from '../../kit/http/problems/problem.js';
import type { ArtifactStore } from '@throughline/artifact-store';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { findPageFile, type PageFile } from './page-file.js';
import {
  countOf,
  findGroupProblems,
  findMergeProblems,
  findPartProblems,
  groupRanges,
  readRanges,
  toOrigins,
  type PlannedOrigin,
  type RangeGroup,
} from './page-plan.js';
import type { MadeDocumentAnswer, MergeBody, PartsBody } from './pages.dto.js';

interface Opened extends PageFile {
  readonly item: ItemSnapshot;
}

/** A document that is to be made. */
interface Planned {
  readonly origins: readonly PlannedOrigin[];
  readonly title: string | undefined;
  readonly fileName: string;
  readonly language: string;
}

const MERGED = ' (merged)';

const EXTENSION = /\.[A-Za-z0-9]{1,10}$/;

/** Returns the name of a new file: that of the document, with what differs. */
function nameOf({ item: { asset, personal } }: Opened, more: string): string {
  const stem = (personal.fileName ?? titleOf(asset, personal) ?? 'document').replace(EXTENSION, '');
  return cleanFileName(`${stem}${more}.pdf`) ?? 'document.pdf';
}

/** Returns the document that a part takes its name and language from: the one that is split, else the first one. */
function findMain(origins: readonly PlannedOrigin[], opened: ReadonlyMap<string, Opened>, own: Opened): Opened {
  if (origins.some(({ id }) => id === own.item.id)) return own;
  return opened.get(origins[0]?.id ?? '') ?? own;
}

/** Registers documents that are made of pages of others. The ingest service makes their files. */
export class DocumentMaker {
  constructor(
    private readonly documents: ItemServices,
    private readonly store: Pick<ArtifactStore, 'stat'>,
  ) {}

  async split(request: KeyedRequest, id: string, { parts }: PartsBody): Promise<readonly MadeDocumentAnswer[]> {
    const own = await this.#open(request.owner, id);
    const grouped = parts.map(({ pages }, index) => groupRanges(pages, own.item.id, `/parts/${String(index)}/pages`));
    const unfit = findGroupProblems(grouped, '/parts');
    if (unfit.length > 0) throw invalid(unfit);
    const opened = new Map([[own.item.id, own]]);
    const planned: Planned[] = [];
    for (const [index, { pages, title }] of parts.entries()) {
      const origins = await this.#openGroups(opened, request.owner, grouped[index] ?? []);
      const main = findMain(origins, opened, own);
      planned.push({
        origins,
        title: cleanTitle(title ?? undefined, `/parts/${String(index)}/title`),
        fileName: nameOf(main, origins.length > 1 ? MERGED : ` (${formatRanges(readRanges(pages))})`),
        language: main.item.asset.language,
      });
    }
    const problems = planned.flatMap(({ origins }, index) => findPartProblems(origins, `/parts/${String(index)}`));
    if (problems.length > 0) throw invalid(problems);
    return this.#registerAll(request, planned);
  }

  async merge(request: KeyedRequest, { documents, title }: MergeBody): Promise<MadeDocumentAnswer> {
    const opened = new Map<string, Opened>();
    const origins: PlannedOrigin[] = [];
    for (const [index, { id, pages }] of documents.entries()) {
      const pointer = `/documents/${String(index)}`;
      const one = await this.#openOnce(opened, request.owner, id, `${pointer}/id`);
      const ranges = hasValue(pages) ? readRanges(pages) : undefined;
      const pointers = (ranges ?? []).map((_, range) => `${pointer}/pages/${String(range)}`);
      origins.push({ id: one.item.id, file: one.file, pages: one.pages, ranges, pointers });
    }
    const problems = findMergeProblems(origins, '/documents');
    if (problems.length > 0) throw invalid(problems);
    const [first] = opened.values();
    if (first === undefined) throw notFound();
    const planned = {
      origins,
      title: cleanTitle(title ?? undefined),
      fileName: nameOf(first, MERGED),
      language: first.item.asset.language,
    };
    const [made] = await this.#registerAll(request, [planned]);
    if (made === undefined) throw new Error('A merged document was not registered');
    return made;
  }

  async #openGroups(
    opened: Map<string, Opened>,
    owner: string,
    groups: readonly RangeGroup[],
  ): Promise<readonly PlannedOrigin[]> {
    const origins: PlannedOrigin[] = [];
    for (const group of groups) {
      const { file, pages } = await this.#openOnce(opened, owner, group.id, `${group.pointers[0] ?? ''}/document`);
      origins.push({ ...group, file, pages });
    }
    return origins;
  }

  async #openOnce(opened: Map<string, Opened>, owner: string, id: string, pointer: string): Promise<Opened> {
    const one = opened.get(id) ?? (await this.#openNamed(owner, id, pointer));
    opened.set(id, one);
    return one;
  }

  async #open(owner: string, id: string): Promise<Opened> {
    const item = await this.documents.queries.requireItem(owner, id);
    if (item.held !== undefined) throw new Problem(item.held.kind);
    const found = findPageFile(item.asset);
    await requireStored(this.store, found.file);
    return { ...found, item };
  }

  /** The problem says which of several documents it concerns, and tells nothing of documents of others. */
  async #openNamed(owner: string, id: string, pointer: string): Promise<Opened> {
    try {
      return await this.#open(owner, id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'not-found') throw invalid([{ pointer, message: 'must be a document of this library' }]);
      throw new Problem(error.code, { ...error.options, detail: `Document ${id}: ${error.message}` });
    }
  }

  /** Registers all or, if the quotas have no room, none. */
  async #registerAll(request: KeyedRequest, planned: readonly Planned[]): Promise<readonly MadeDocumentAnswer[]> {
    const ids = planned.map((_, index) =>
      request.key === undefined ? newAssetId() : assetIdForKey(registrationIdOf(request), String(index)),
    );
    const commandId = commandIdOf(request);
    await this.#reserve(request.owner, ids);
    const made: MadeDocumentAnswer[] = [];
    try {
      for (const [index, each] of planned.entries())
        made.push(await this.#register(each, { ...request, commandId, assetId: ids[index] ?? newAssetId() }));
    } catch (error) {
      // The failed registration may have been stored, so it keeps its reservation until that ends.
      await Promise.all(ids.slice(made.length + 1).map((id) => this.documents.quotas.release(id)));
      throw error;
    }
    return made;
  }

  async #reserve(owner: string, ids: readonly string[]): Promise<void> {
    const { quotas } = this.documents;
    const held: string[] = [];
    try {
      for (const assetId of ids) {
        await quotas.reserve({ owner, assetId, bytes: 0, keptMs: REGISTRATION_MS });
        held.push(assetId);
      }
    } catch (error) {
      await Promise.all(held.map((assetId) => quotas.release(assetId)));
      throw error;
    }
  }

  async #register(
    { origins, title, fileName, language }: Planned,
    { owner, by, assetId, commandId }: Pick<FetchRegistration, 'owner' | 'assetId' | 'commandId'> & Pick<KeyedRequest, 'by'>,
  ): Promise<MadeDocumentAnswer> {
    const { state, personal, revision } = await this.documents.fetching.register({
      assetId,
      owner,
      commandId,
      actor: { kind: 'user', id: by },
      source: { kind: 'pages', documents: toOrigins(origins) },
      address: undefined,
      fileName,
      registration: { title, language, isMapped: true, allowDuplicate: true, run: new RunOverrides() },
    });
    return {
      id: assetId,
      revision: String(revision),
      title: (isPresent(state) ? titleOf(state, personal) : undefined) ?? fileName,
      pages: countOf(origins) ?? null,
    };
  }
}
