import {
  PATTERNS,
  type MetadataPatterns,
  type OutputConfig,
  type OutputTestReport,
  type OutputType,
} from '@throughline/contracts';
import { recordsOfRows, type AdministrationLog } from '../../people/administration-log/index.js';
import type { CredentialStore } from '../../credentials/index.js';
import { Problem, invalid, notFound } from '../../kit/http/problems/problem.js';
import { changeAtRevision, type RevisionCheck, type RowRequest } from '../../kit/http/requests/change-at-revision.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import type { ReferencesTo, Uses } from '../../kit/references/index.js';
import type { OutputService } from '../output-service.js';
import {
  PLACES,
  isConclusive,
  listTexts,
  omitStaleTest,
  toOutput,
  type OutputUse,
  type OwnOutput,
  type OwnOutputContent,
  type OwnOutputId,
  type UsedOwnOutput,
} from './own-output.js';
import type { OwnOutputStore } from './own-output-store.js';
import type { OwnOutputBody, OwnOutputFields } from './own-outputs.dto.js';
import { TypedContents } from './typed-contents.js';

export interface OwnOutputsParts {
  readonly store: OwnOutputStore;
  readonly service: OutputService;
  readonly references: ReferencesTo<'output'>;
  readonly credentials: Pick<CredentialStore, 'find' | 'list'>;
  readonly log: AdministrationLog;
  /** The outputs of the server, whose names nobody else may use. */
  readonly shared: readonly OutputConfig[];
}

/** The act that a problem names. */
type Act = 'create' | 'change' | 'test';

/** The name of an output without a name, in a test. */
const UNNAMED = 'test';

/** UPL-13 gives the words of the detail, with the former name of an own output. */
const credentialProblem = (act: Act, id: number): Problem =>
  new Problem('credential-not-found', {
    detail: `Cannot ${act} preset: credential ${String(id)} not found or access denied`,
  });

/** Returns the patterns of an output. Refuses those of texts that the output has no place for. */
function readPatterns({ type, metadata_config }: OwnOutputFields): MetadataPatterns {
  const given = PATTERNS.flatMap((name) => {
    const pattern = metadata_config?.[name];
    return hasValue(pattern) ? [[name, pattern] as const] : [];
  });
  const texts = listTexts(type);
  const useless = given.filter(([name]) => !texts.includes(PLACES[name]));
  if (useless.length === 0) return Object.fromEntries(given);
  throw invalid(
    useless.map(([name]) => ({
      pointer: `/metadata_config/${name}`,
      message: `must be omitted: outputs of the type ${type} have no ${PLACES[name]}`,
    })),
  );
}

const toUse = ({ templates: { names, settings }, channels, items }: Uses['output']): OutputUse => ({
  templates: names,
  channels,
  settings,
  ...items,
});

const itemsText = (count: number): string => `${String(count)} ${count === 1 ? 'item' : 'items'}`;

/** Lists what prevents a deletion. Running items do not: they keep the definition of the output. */
const listUsers = ({ templates, channels, settings, preferences }: OutputUse): readonly string[] => [
  ...templates.map((template) => `the template ${template}`),
  ...(settings ? ['your settings'] : []),
  ...channels.map((channel) => `the channel ${channel}`),
  ...(preferences > 0 ? [`the preferences of ${itemsText(preferences)}`] : []),
];

const records = recordsOfRows<OwnOutput>(
  'output',
  ({ type, settings, credentialId, patterns }) => ({ type, settings, credential: credentialId, patterns }),
  ['type'],
);

/** The outputs that the users of a library have set up. */
export class OwnOutputs {
  readonly #contents: TypedContents;

  constructor(private readonly parts: OwnOutputsParts) {
    this.#contents = new TypedContents('outputs', parts.credentials);
  }

  types(): Promise<readonly OutputType[]> {
    return this.parts.service.types();
  }

  async list(libraryId: string): Promise<readonly UsedOwnOutput[]> {
    const { store, references, credentials } = this.parts;
    const [outputs, useOf, existing] = await Promise.all([
      store.list(libraryId),
      references.read(libraryId),
      credentials.list(libraryId),
    ]);
    const grantOf = new Map(existing.map(({ id, grantId }) => [id, grantId]));
    return outputs.map((output) => ({
      output: omitStaleTest(output, output.credentialId === undefined ? undefined : grantOf.get(output.credentialId)),
      use: toUse(useOf(output.name)),
    }));
  }

  async read(libraryId: string, id: OwnOutputId): Promise<UsedOwnOutput> {
    return this.#used(await this.find(libraryId, id));
  }

  /** Hides own outputs of other libraries (USR-01). */
  async find(libraryId: string, id: OwnOutputId): Promise<OwnOutput> {
    const found = await this.parts.store.find(id);
    if (found?.libraryId !== libraryId) throw notFound();
    return found;
  }

  async add(libraryId: string, body: OwnOutputBody): Promise<UsedOwnOutput> {
    const { name } = body;
    if (this.parts.shared.some((output) => output.name === name))
      throw new Problem('output-name-taken', { detail: `This server has a shared output with the name ${name}.` });
    const content = await this.#readContent(libraryId, body, 'create');
    await this.#requireValid(toOutput({ name, ...content }));
    const { log, store } = this.parts;
    const added = await log.change(
      () => store.add({ libraryId, name, ...content }),
      (one) => typeof one !== 'string' && records.created(one),
    );
    if (added === 'name-taken') throw new Problem('output-name-taken');
    if (added === 'credential-gone') throw credentialProblem('create', content.credentialId ?? 0);
    return this.#used(added);
  }

  async replace(ref: RowRequest, body: OwnOutputFields): Promise<UsedOwnOutput> {
    const output = await changeAtRevision(this.#check(ref), async (before) => {
      const content = await this.#readContent(ref.libraryId, body, 'change');
      await this.#requireValid(toOutput({ name: before.name, ...content }));
      const { log, store } = this.parts;
      const replaced = await log.change(
        () => store.replace(before, content),
        (after) => typeof after !== 'string' && records.changed(before, after),
      );
      if (replaced === 'credential-gone') throw credentialProblem('change', content.credentialId ?? 0);
      return replaced;
    });
    return this.#used(output);
  }

  /**
   * Refuses an output that something names. With `detachedBy`, that user removes its name: after the output is gone, so that a
   * refused request changes nothing. What names it after a failure in between is told so with its next run.
   */
  async remove(ref: RowRequest, detachedBy?: string): Promise<void> {
    const { log, store, references } = this.parts;
    const removed = await changeAtRevision(this.#check(ref), async (before) => {
      await references.requireComplete(ref.libraryId);
      if (detachedBy === undefined) await this.#requireUnused(before);
      const isRemoved = await log.change(
        () => store.remove(before),
        (isDone) => isDone && records.deleted(before),
      );
      return isRemoved ? before : 'stale';
    });
    if (detachedBy !== undefined) await references.detach({ libraryId: removed.libraryId, key: removed.name }, detachedBy);
  }

  /** Tests settings that are not saved. */
  async test(libraryId: string, body: OwnOutputFields): Promise<OutputTestReport> {
    const content = await this.#readContent(libraryId, body, 'test');
    return this.parts.service.test({ v: 1, output: toOutput({ name: UNNAMED, ...content }), extent: 'delivery' });
  }

  /** Stores the result, unless the output was changed meanwhile. A result for a replaced secret is stored but never shown. */
  async testSaved(libraryId: string, id: OwnOutputId): Promise<OutputTestReport> {
    const output = await this.find(libraryId, id);
    const grantId = await this.#grantOf(output);
    const report = await this.parts.service.test({ v: 1, output: toOutput(output), extent: 'delivery' });
    if (isConclusive(report.items)) await this.parts.store.recordTest(output, { items: report.items, grantId });
    return report;
  }

  async #requireUnused({ libraryId, name }: OwnOutput): Promise<void> {
    const users = listUsers(toUse((await this.parts.references.read(libraryId))(name)));
    if (users.length > 0) throw new Problem('output-in-use', { detail: `These name the output: ${users.join(', ')}.` });
  }

  async #used(output: OwnOutput): Promise<UsedOwnOutput> {
    const [useOf, grantId] = await Promise.all([this.parts.references.read(output.libraryId), this.#grantOf(output)]);
    return { output: omitStaleTest(output, grantId), use: toUse(useOf(output.name)) };
  }

  async #grantOf({ credentialId }: OwnOutput): Promise<string | undefined> {
    return credentialId === undefined ? undefined : (await this.parts.credentials.find(credentialId))?.grantId;
  }

  #check({ libraryId, id, ifMatch }: RowRequest): RevisionCheck<OwnOutput> {
    return { ifMatch, read: () => this.find(libraryId, id), otherwise: 'output-changed' };
  }

  async #readContent(libraryId: string, body: OwnOutputFields, act: Act): Promise<OwnOutputContent> {
    const rules = { types: () => this.types(), refuse: (id: number) => credentialProblem(act, id) };
    const content = await this.#contents.read(libraryId, body, rules);
    const patterns = readPatterns(body);
    return Object.keys(patterns).length === 0 ? content : { ...content, patterns };
  }

  /** The destination knows rules that its form cannot state. */
  async #requireValid(output: OutputConfig): Promise<void> {
    const { items } = await this.parts.service.test({ v: 1, output, extent: 'settings' });
    const wrong = items.filter(({ result }) => result === 'wrong');
    if (wrong.length > 0) throw invalid(wrong.map(({ message }) => ({ pointer: '/settings', message })));
  }
}
