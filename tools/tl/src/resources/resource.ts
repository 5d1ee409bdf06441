import { request, type Operation } from '@throughline/api-client';
import type { Call, HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { atRevision } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';

export interface NamedResource {
  readonly id: number;
  readonly name: string;
  readonly revision: number;
}

/** The words and operations by which `tl` finds, shows and deletes resources of one kind. */
export interface ResourceDefinition<T extends NamedResource> {
  /** The command: `tl WORD list`. */
  readonly word: string;
  /** The whole command, if it is not the word: `documents rules`. */
  readonly command?: string;
  /** The name in messages, if it is not the word. */
  readonly noun?: string;
  /** Fields that tell an answer of the gateway from that of another program. */
  readonly fields: readonly (keyof T & string)[];
  readonly list: Operation;
  readonly remove: Operation<{ path: 'id' }>;
  readonly text: (resource: T) => string;
  /** Added to the advice where to find the names. */
  readonly advice?: string;
  /** Follows the name of a deleted resource: `Deleted template NAME…`. */
  readonly afterDeletion?: string;
}

/** Also lists them. */
export interface ListDefinition<T extends NamedResource> extends ResourceDefinition<T> {
  readonly rows: (resources: readonly T[]) => string;
  /** Printed if there are none. */
  readonly none: string;
}

export interface DeleteOptions extends CommonOptions {
  /** Also removes its name from what uses it. */
  readonly detach?: boolean;
}

type Select<T> = (client: HttpClient, all: readonly T[]) => Promise<readonly T[]>;

/** The resources of one kind, which the library names. */
export class Resources<T extends NamedResource> {
  readonly read: (answer: unknown) => T;
  readonly #readList: (answer: unknown) => { readonly items: readonly T[] };

  constructor(readonly definition: ResourceDefinition<T>) {
    this.read = readerOf<T>(...definition.fields);
    this.#readList = listReaderOf<T>(...definition.fields);
  }

  async fetchAll(client: HttpClient): Promise<readonly T[]> {
    return this.#readList(await client.json(request(this.definition.list))).items;
  }

  /** Finds a resource by its name, else by its number. */
  async find(client: HttpClient, text: string): Promise<T> {
    const all = await this.fetchAll(client);
    const found = all.find(({ name }) => name === text) ?? all.find(({ id }) => String(id) === text);
    if (found !== undefined) return found;
    const { word, noun = word, command = word, advice } = this.definition;
    throw new CliError('refused', `There is no ${noun} ${text}`, {
      code: 'not-found',
      tryInstead: [`\`tl ${command} list\` lists them.`, ...(advice === undefined ? [] : [advice])].join(' '),
    });
  }

  async print(context: CliContext, options: CommonOptions, resource: T): Promise<void> {
    await (options.json === true ? printJson(context, resource) : context.terminal.data(this.definition.text(resource)));
  }

  async show(context: CliContext, which: string, options: CommonOptions): Promise<void> {
    await this.print(context, options, await this.find(await openClient(context, options), which));
  }

  /** Sends a new or changed resource, prints it as the server has stored it, and returns it. */
  async save(context: CliContext, client: HttpClient, options: CommonOptions, change: Call): Promise<T> {
    const saved = this.read(await client.json(change));
    await this.print(context, options, saved);
    return saved;
  }

  /** Deletes the revision that it found, so that a concurrent change is not lost. */
  async delete(context: CliContext, which: string, options: DeleteOptions): Promise<void> {
    const client = await openClient(context, options);
    const found = await this.find(client, which);
    const { word, remove, afterDeletion = '' } = this.definition;
    const query = options.detach === true ? { detach: true } : {};
    const deletion = request(remove as Operation<{ path: 'id'; query: typeof query }>, { path: { id: found.id }, query });
    await client.call(atRevision(deletion, found));
    if (options.json === true) await printJson(context, { id: found.id, deleted: true });
    else context.terminal.say(`Deleted ${word} ${found.name}${afterDeletion}`);
  }
}

/** Resources whose list is that of the server. */
export class ListedResources<T extends NamedResource> extends Resources<T> {
  constructor(override readonly definition: ListDefinition<T>) {
    super(definition);
  }

  /** Lists those that `select` chooses. Default: all. */
  async list(context: CliContext, options: CommonOptions, select: Select<T> = (_, all) => Promise.resolve(all)): Promise<void> {
    const client = await openClient(context, options);
    const all = await this.fetchAll(client);
    const selected = await select(client, all);
    if (options.json === true) {
      await printJson(context, selected);
      return;
    }
    if (all.length === 0) context.terminal.say(this.definition.none);
    await context.terminal.data(this.definition.rows(selected));
  }
}
