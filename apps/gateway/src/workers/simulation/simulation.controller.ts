import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { LedgerEntry } from '@throughline/simulation';
import { IsUUID } from 'class-validator';
import { Field, IntegerParameter, RequestField } from '../../kit/http/fields.js';
import { Operation, type Parameter } from '../../kit/http/operation.js';
import { invalid, notFound, Problem } from '../../kit/http/problems/problem.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { jsonOf, list, orNull, text } from '../../kit/http/schemas.js';
import { LedgerEntryAnswer, renderEntry } from './render-entry.js';
import { SimulatedOutput, SimulatedOutputs } from './simulated-outputs.js';

const UuidField = (description: string): PropertyDecorator =>
  RequestField(jsonOf({ type: 'string', format: 'uuid', description }), {}, IsUUID());

class LedgerQuery {
  @UuidField('Only requests about this recording.')
  asset_id?: string;

  @UuidField('The `id` of the last request that you have: only later ones.')
  after?: string;

  @IntegerParameter('Requests per page.', { min: 1, max: 1000, default: 200 })
  limit = 200;
}

class SimulatedOutputList {
  @Field(list(SimulatedOutput, 'Configured outputs, and those that still have a ledger.')) items!: readonly SimulatedOutput[];
}

class Ledger {
  @Field(list(LedgerEntryAnswer, 'Oldest first.')) items!: readonly LedgerEntryAnswer[];
  @Field(orNull(text('Send it as `after` for the next page; null on the last.'))) next_cursor!: string | null;
}

const time = '2026-02-05T10:00:00.000Z';
const id = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const example: LedgerEntryAnswer = {
  id,
  at: time,
  kind: 'put',
  asset_id: id,
  attempt: 1,
  attempt_id: id,
  key: 'f3b1c2',
  session: null,
  follow_up: null,
  offset: null,
  announced: 48_120,
  pid: 4711,
  answer: { at: time, code: 'ok', lost: false, bytes: 48_120, object: 'f3b1c2', session: null },
};

const tag = 'simulation';
const scope = 'admin';
const outputParameter: Parameter = {
  name: 'output',
  in: 'path',
  description: 'The name of a simulated output.',
  schema: { type: 'string' },
  example: 'sim-keyed',
};

function pageOf(entries: readonly LedgerEntry[], { asset_id, after, limit }: LedgerQuery): Ledger {
  const position = after === undefined ? -1 : entries.findIndex(({ id }) => id === after);
  if (after !== undefined && position < 0)
    throw invalid([{ pointer: '/query/after', message: 'is not a request of this ledger' }]);
  const following = entries.slice(position + 1).filter((entry) => asset_id === undefined || entry.assetId === asset_id);
  const items = following.slice(0, limit).map(renderEntry);
  return { items, next_cursor: following.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Requests that simulated outputs received (U22). For administrators only: a ledger holds the deliveries of every owner. */
@Controller('api/v1/simulation')
export class SimulationController {
  constructor(@Inject(SimulatedOutputs) private readonly outputs: SimulatedOutputs) {}

  @Get('outputs')
  @Operation({
    id: 'listSimulatedOutputs',
    tag,
    scope,
    summary: 'List the simulated outputs',
    description: 'The configured outputs, and those that received a request before.',
    answers: [
      {
        status: 200,
        description: 'The outputs.',
        type: SimulatedOutputList,
        example: { items: [{ name: 'sim-keyed', settings: { class: 'keyed' }, requests: 12 }] },
      },
    ],
    problems: ['simulation-off'],
  })
  async list(): Promise<SimulatedOutputList> {
    this.requireOn();
    return { items: await this.outputs.list() };
  }

  @Get('outputs/:output/ledger')
  @Operation({
    id: 'getLedger',
    tag,
    scope,
    summary: 'List the requests to a simulated output, with their replies',
    description:
      'In the order of arrival. A request without a reply was never answered, or is in progress: to see its reply later, ' +
      'ask again from before it.',
    parameters: [outputParameter],
    answers: [
      { status: 200, description: 'A page of the ledger.', type: Ledger, example: { items: [example], next_cursor: null } },
    ],
    problems: ['not-found', 'simulation-off'],
  })
  async ledger(@Param('output') output: string, @Query(queryPipe) query: LedgerQuery): Promise<Ledger> {
    this.requireOn();
    const entries = await this.outputs.ledger(output);
    if (entries === undefined) throw notFound();
    return pageOf(entries, query);
  }

  private requireOn(): void {
    if (!this.outputs.isOn) throw new Problem('simulation-off');
  }
}
