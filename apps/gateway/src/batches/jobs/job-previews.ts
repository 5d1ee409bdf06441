import { newId } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import { Slots, type Finding, type Verdict } from '../bulk/index.js';
import type { ItemServices } from '../../items/index.js';
import type { ItemRows } from '../../adapters/projection/index.js';
import type { Quotas } from '../../people/quotas/index.js';
import type { TemplateStore } from '../../templates/index.js';
import type { Job, JobRun } from './job.js';
import { JobCommands } from './job-commands.js';
import { loadPlan, syncSources } from './job-plan.js';
import type { JobStore } from './job-store.js';
import type { JobSources, SourceReport } from './job-sources.js';
import { judgeNewItems, type NewItem } from './judge-new-items.js';
import { MAX_LEFT_OUT, MAX_RUN_ITEMS, countByReason, selectItems, type LeftOutItem, type SelectedItem } from './select-items.js';

/** A request waits this long for the sources. */
const SOURCES_MS = 20_000;
const DAY_MS = 86_400_000;

export interface PreviewedItem {
  readonly item: SelectedItem;
  readonly verdict: Verdict;
  readonly finding: Finding;
}

export interface JobPreview {
  readonly window: JobRun['window'];
  readonly sources: readonly SourceReport[];
  readonly problems: readonly string[];
  readonly items: readonly PreviewedItem[];
  readonly newItems: readonly NewItem[];
  readonly leftOut: Readonly<Record<string, number>>;
  readonly leftOutItems: readonly LeftOutItem[];
}

export interface JobPreviewsPorts {
  readonly store: Pick<JobStore, 'now'>;
  readonly sources: JobSources;
  readonly templates: Pick<TemplateStore, 'load'>;
  readonly recordings: Pick<ItemServices, 'commands' | 'items' | 'loader'>;
  readonly rows: Pick<ItemRows, 'page'>;
  readonly history: Pick<EventStore, 'load'>;
  readonly onProblem: (error: unknown) => void;
  readonly quotas: Pick<Quotas, 'forecast'>;
}

/** Shows what a run of a job would do now, with the same rules (AUT-14). Changes nothing. */
export class JobPreviews {
  readonly #slots = new Slots();

  constructor(private readonly ports: JobPreviewsPorts) {}

  async preview(job: Job, userId: string): Promise<JobPreview> {
    const { store, templates: stored, sources } = this.ports;
    const { libraryId } = job;
    const to = await store.now();
    const window = { from: new Date(Date.parse(to) - job.syncDays * DAY_MS).toISOString(), to };
    const { templates, problems } = await loadPlan(stored, libraryId, job);
    const options = { templates, dryRun: true, signal: AbortSignal.timeout(SOURCES_MS) };
    const readings = templates.length === 0 ? [] : await syncSources(sources, libraryId, options);
    const judgedBy = { task: job, window, templates };
    const { items, leftOut } = await selectItems(this.ports, libraryId, judgedBy);
    const room = { places: MAX_RUN_ITEMS - items.length, quotas: await this.ports.quotas.forecast(libraryId) };
    const commands = new JobCommands(this.ports, {
      phase: 'preview',
      sender: { by: userId, owner: libraryId, commandId: `job:${newId()}` },
      task: job,
      onChanged: () => undefined,
    });
    return {
      window,
      sources: readings.map(({ report }) => report),
      problems,
      items: await Promise.all(items.map((item, position) => this.#decide(commands, item, position))),
      newItems: judgeNewItems(readings, judgedBy, room),
      leftOut: countByReason(leftOut),
      leftOutItems: leftOut.slice(0, MAX_LEFT_OUT),
    };
  }

  #decide(commands: JobCommands, item: SelectedItem, position: number): Promise<PreviewedItem> {
    return this.#slots.use(async () => {
      const { word, finding } = await commands.decide(item, position);
      return { item, verdict: word as Verdict, finding };
    });
  }
}
