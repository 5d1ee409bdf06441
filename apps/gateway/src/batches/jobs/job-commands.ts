import { buildForAll, type CommandToDecide, decideItem, type ItemFinding } from '../bulk/index.js';
import type { BulkBody, CommandForMany, ItemServices } from '../../items/index.js';
import type { JobItem, JobTask } from './job.js';

export interface JobCommandPorts extends Pick<CommandToDecide, 'history'> {
  readonly recordings: Pick<ItemServices, 'commands' | 'items'>;
  readonly onProblem: (error: unknown) => void;
}

export interface JobCommandOptions extends Pick<CommandToDecide, 'phase' | 'sender' | 'onChanged'> {
  readonly task: JobTask;
}

/** The run request for an item: settings of the job override all others (AUT-05). */
const bodyOf = ({ templateId }: JobItem, { processingConfig }: JobTask): BulkBody => ({
  ...(templateId === undefined ? {} : { template_id: templateId, bind_template: true }),
  ...(processingConfig === undefined ? {} : { processing_config: processingConfig }),
});

/** The run command of each item of a job. It is built once for each template. */
export class JobCommands {
  readonly #known = new Map<number | undefined, Promise<CommandForMany>>();

  constructor(
    private readonly ports: JobCommandPorts,
    private readonly options: JobCommandOptions,
  ) {}

  /** Finds the verdict or outcome of the item at a position. */
  async decide(item: JobItem, position: number): Promise<ItemFinding> {
    const { recordings, history, onProblem: onError } = this.ports;
    const { task: _task, ...options } = this.options;
    const command = await this.#commandOf(item);
    return decideItem({ position, itemId: item.itemId }, { ...options, command, items: recordings.items, history, onError });
  }

  #commandOf(item: JobItem): Promise<CommandForMany> {
    const cached = this.#known.get(item.templateId);
    if (cached !== undefined) return cached;
    const { task, sender } = this.options;
    const body = { read: () => bodyOf(item, task), owner: sender.owner };
    const built = buildForAll(this.ports.recordings.commands, 'run', body);
    this.#known.set(item.templateId, built);
    return built;
  }
}
