import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import type { DeleteOptions, NamedResource, Resources } from './resource.js';

type Act = (context: CliContext, which: string, options: CommonOptions) => Promise<void>;

interface GroupDescription {
  /** Describes the group of commands. */
  readonly about: string;
  /** The resource that an argument names. Default: `the WORD`. */
  readonly which?: string;
  /** Adds the options that every command has. */
  readonly common: (command: Command) => Command;
}

/** The commands of one kind of resources: `tl WORD list`, `tl WORD show NAME`, and those that its folder adds. */
export class ResourceCommands<T extends NamedResource> {
  readonly #group: Command;

  constructor(
    program: Command,
    private readonly context: CliContext,
    private readonly resources: Resources<T>,
    private readonly words: GroupDescription,
  ) {
    const { word, command = word } = resources.definition;
    this.#group = program.command(command.split(' ').at(-1) ?? word).description(words.about);
  }

  /** Adds a command that names no resource. */
  other(name: string, description: string): Command {
    return this.words.common(this.#group.command(name).description(description));
  }

  /** Adds a command about one resource. */
  one(name: string, description: string): Command {
    const { word } = this.resources.definition;
    const { which = `the ${word}` } = this.words;
    return this.other(name, description).argument(`<${word}>`, `name or number of ${which}`);
  }

  /** Adds a command about one resource that has no options of its own. */
  act(name: string, description: string, act: Act): void {
    this.one(name, description).action((which: string, options: CommonOptions) => act(this.context, which, options));
  }

  list(description: string, list: (context: CliContext, options: CommonOptions) => Promise<void>): void {
    this.other('list', description).action((options: CommonOptions) => list(this.context, options));
  }

  show(description: string): void {
    this.act('show', description, (...line) => this.resources.show(...line));
  }

  /** With `detach`, the description of the option that also removes the name from what uses it. */
  delete(description: string, detach?: string): void {
    const command = this.one('delete', description);
    (detach === undefined ? command : command.option('--detach', detach)).action((which: string, options: DeleteOptions) =>
      this.resources.delete(this.context, which, options),
    );
  }
}
