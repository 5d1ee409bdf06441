import type { Actor, PipelineName, SourceItem } from '@throughline/contracts';
import { findUnusable, isPresent, matchTemplate, nounOf, type LibraryConfig, type RegisterAsset } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import { Problem } from '../../http/problems/problem.js';
import {
  LONGEST_TITLE,
  REGISTRATION_MS,
  RunOverrides,
  cleanForeignTitle,
  toRefusalProblem,
  type RunRequests,
} from '../../items/index.js';
import type { UserStore } from '../../people/index.js';
import type { ClientPositions } from '../../projection/index.js';
import type { Quotas } from '../../quotas/index.js';
import type { TemplateStore } from '../../templates/index.js';
import type { Source } from '../source.js';

export interface ItemRegistrarPorts {
  readonly commands: Pick<AssetCommands, 'execute' | 'load'>;
  readonly runs: Pick<RunRequests, 'library' | 'request'>;
  readonly users: Pick<UserStore, 'find'>;
  readonly templates: Pick<TemplateStore, 'load'>;
  readonly quotas: Pick<Quotas, 'reserve' | 'release'>;
  readonly shown: Pick<ClientPositions, 'ofLog'>;
  readonly now: () => Date;
}

export interface FoundItem {
  readonly assetId: string;
  readonly item: SourceItem;
  readonly bytes: NonNullable<RegisterAsset['source']>;
}

interface ItemSettings {
  readonly assetId: string;
  readonly templateId: number | undefined;
  readonly commandId: string;
}

const commandIdOf = (assetId: string): string => `source:${assetId}`;

const ACTOR: Actor = { kind: 'service', id: 'gateway' };

const PIPELINES: Readonly<Record<Source['brings'], PipelineName>> = { recording: 'recording', document: 'document' };

/** The name of an item that its run fetches is a title. Other names are those of files, and end with the type. */
const titleOf = ({ name, fetched }: SourceItem, pipeline: PipelineName): string => {
  const shown = fetched === undefined ? name.replace(/\.[^.]{1,11}$/, '') : name;
  const title = cleanForeignTitle(shown).slice(0, LONGEST_TITLE);
  return title === '' ? `Untitled ${nounOf(pipeline)}` : title;
};

function requireUsable({ templates }: LibraryConfig, id: number): void {
  const template = templates?.get(id);
  if (template === undefined) throw new Problem('unknown-template');
  if (template.isDraft) throw new Problem('template-is-draft', { detail: `The template ${template.name} is a draft.` });
}

/** Registers the items of sources, each once: the first commit of an item expects an empty history. */
export class ItemRegistrar {
  constructor(private readonly ports: ItemRegistrarPorts) {}

  /** Returns true if the log has the item, whatever became of it. */
  async isKnown(assetId: string): Promise<boolean> {
    const known = await this.ports.commands.load(assetId);
    return known !== undefined && isPresent(known.state);
  }

  /** Throws a problem if the item could not be registered, or a quota has no room for it, before its bytes are stored. */
  async reserve(source: Source, assetId: string, item: SourceItem): Promise<void> {
    const { libraryId: owner, brings } = source;
    const templateId = await this.#findTemplate(source, titleOf(item, PIPELINES[brings]));
    await this.#chooseSettings(source, { assetId, templateId, commandId: commandIdOf(assetId) });
    await this.ports.quotas.reserve({ owner, assetId, bytes: item.size ?? 0, keptMs: REGISTRATION_MS });
  }

  /** Frees the part of the quotas that an item held which is not registered. */
  release(assetId: string): Promise<void> {
    return this.ports.quotas.release(assetId);
  }

  /** Throws a problem if the template or the run of the source cannot be used. */
  async register(source: Source, found: FoundItem): Promise<void> {
    const { commands, shown } = this.ports;
    const commandId = commandIdOf(found.assetId);
    const command = await this.#build(source, found, commandId);
    const outcome = await commands.execute(found.assetId, command, { commandId, actor: ACTOR, correlationId: commandId });
    if (outcome.kind === 'rejected') throw toRefusalProblem(outcome.rejection);
    shown.ofLog(source.libraryId, outcome.asset.revision);
  }

  async #build(source: Source, found: FoundItem, commandId: string): Promise<RegisterAsset> {
    const { assetId, item, bytes } = found;
    const { libraryId: owner, brings } = source;
    const pipeline = PIPELINES[brings];
    const title = titleOf(item, pipeline);
    const templateId = await this.#findTemplate(source, title);
    return {
      type: 'RegisterAsset',
      now: this.ports.now().toISOString(),
      assetId,
      owner,
      pipeline,
      title,
      ...(item.file_name === undefined ? {} : { fileName: item.file_name }),
      ...(await this.#findLanguage(owner)),
      isMapped: templateId !== undefined || source.isRun,
      source: bytes,
      sourceKind: source.type,
      sourceId: source.id,
      ...(item.fetched === undefined ? {} : { sourceUrl: item.fetched.address }),
      ...(await this.#chooseSettings(source, { assetId, templateId, commandId })),
    };
  }

  async #findLanguage(owner: string): Promise<Pick<RegisterAsset, 'language' | 'languageSource'>> {
    const language = (await this.ports.users.find(owner))?.library.defaultLanguage;
    return language === undefined ? { language: 'auto' } : { language, languageSource: 'default' };
  }

  /**
   * Returns the template of the source, or the first one of the library whose conditions the item meets (AUT-10). Documents have
   * no such templates.
   */
  async #findTemplate({ id: sourceId, libraryId, brings, templateId }: Source, title: string): Promise<number | undefined> {
    if (templateId !== undefined || brings !== 'recording') return templateId;
    const { templates } = await this.ports.templates.load(libraryId);
    const match = matchTemplate({ sourceId, title }, templates);
    return match.kind === 'none' ? undefined : match.template.id;
  }

  /** Returns the run or the template of a new item. Throws a problem if they cannot be used. */
  async #chooseSettings(
    { libraryId, brings, isRun }: Source,
    { assetId, templateId, commandId }: ItemSettings,
  ): Promise<Pick<RegisterAsset, 'run' | 'bind'>> {
    const { runs } = this.ports;
    const library = await runs.library(libraryId);
    if (templateId !== undefined) requireUsable(library.config, templateId);
    if (!isRun) return templateId === undefined ? {} : { bind: { template: templateId, by: ACTOR.id } };
    const template = templateId === undefined ? {} : { template_id: templateId, bind_template: true };
    const overrides = Object.assign(new RunOverrides(), template);
    const run = runs.request({ assetId, commandId, by: ACTOR.id, overrides, library });
    const unusable = findUnusable(PIPELINES[brings], run);
    if (unusable !== undefined) throw toRefusalProblem(unusable);
    return { run };
  }
}
