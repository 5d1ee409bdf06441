import type { EventStore, Revision } from '@throughline/event-store';
import { isOutage, type JobCommand } from '../bulk/index.js';
import { toProblem } from '../http/problems/from-error.js';
import { refusedForAll, type BulkBody, type CommandForMany, type ItemServices } from '../items/index.js';
import type { JobItem, JobTask } from './job.js';

export interface JobCommandPorts {
  readonly recordings: Pick<ItemServices, 'commands' | 'items'>;
  readonly history: Pick<EventStore, 'load'>;
  readonly onProblem: (error: unknown) => void;
}

export interface JobCommandOptions extends Pick<JobCommand, 'phase' | 'sender'> {
  readonly task: JobTask;
  readonly onChanged: (revision: Revision) => void;
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

  async of(item: JobItem): Promise<JobCommand> {
    const { recordings, history, onProblem } = this.ports;
    const { phase, sender, onChanged } = this.options;
    const command = await this.#commandOf(item);
    return {
      phase,
      sender,
      command,
      items: recordings.items,
      history,
      onChanged: ({ revision }) => {
        onChanged(revision);
      },
      onError: onProblem,
    };
  }

  #commandOf(item: JobItem): Promise<CommandForMany> {
    const cached = this.#known.get(item.templateId);
    if (cached !== undefined) return cached;
    const built = this.#build(bodyOf(item, this.options.task));
    this.#known.set(item.templateId, built);
    return built;
  }

  /** A command that cannot be built is refused for each item. Otherwise the run would never end. */
  async #build(body: BulkBody): Promise<CommandForMany> {
    try {
      return await this.ports.recordings.commands.of('run', body, this.options.sender.owner);
    } catch (error) {
      if (isOutage(error)) throw error;
      return refusedForAll('run', toProblem(error));
    }
  }
}
