import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { LedgerEntry } from '@throughline/simulation';
import { Problem, invalid, notFound } from '../problems/problem.js';
import { queryPipe } from '../problems/validation.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { LedgerQuery } from './ledger-query.dto.js';
import { renderEntry, type RenderedEntry } from './render-entry.js';
import { SimulatedOutputs, type SimulatedOutput } from './simulated-outputs.js';

interface Page {
  readonly items: readonly RenderedEntry[];
  /** The `after` of the next page. */
  readonly next_cursor: string | null;
}

function pageOf(entries: readonly LedgerEntry[], { asset_id, after, limit }: LedgerQuery): Page {
  const known = after === undefined ? -1 : entries.findIndex(({ id }) => id === after);
  if (after !== undefined && known < 0) throw invalid([{ pointer: '/query/after', message: 'is not a request of this ledger' }]);
  const left = entries.slice(known + 1).filter((entry) => asset_id === undefined || entry.assetId === asset_id);
  const items = left.slice(0, limit).map(renderEntry);
  return { items, next_cursor: left.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** What simulated outputs were asked (U22). For administrators: a ledger holds the deliveries of every owner. */
@Controller('api/v1/simulation')
@NeedsScope('admin')
export class SimulationController {
  constructor(@Inject(SimulatedOutputs) private readonly outputs: SimulatedOutputs) {}

  @Get('outputs')
  async list(): Promise<{ items: readonly SimulatedOutput[] }> {
    this.requireOn();
    return { items: await this.outputs.list() };
  }

  @Get('outputs/:output/ledger')
  async ledger(@Param('output') output: string, @Query(queryPipe) query: LedgerQuery): Promise<Page> {
    this.requireOn();
    const entries = await this.outputs.ledger(output);
    if (entries === undefined) throw notFound();
    return pageOf(entries, query);
  }

  private requireOn(): void {
    if (!this.outputs.isOn) throw new Problem('simulation-off');
  }
}
