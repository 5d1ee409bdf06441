import fc from 'fast-check';
import { startSystem, type System } from '@throughline/stack/testing';
import { openApiDocument } from '#src/openapi-document.js';
import { operationsOf, type Operation } from '#testing/fuzz/api-document.js';
import { fuzzDepth } from '#testing/fuzz/config.js';
import { send, type Exchange } from '#testing/fuzz/exchange.js';
import { faultOf, findFault } from '#testing/fuzz/fuzz-operation.js';
import { validRequest, type FuzzRequest } from '#testing/fuzz/fuzz-request.js';
import { formBodies } from '#testing/fuzz/hostilities/form-bodies.js';
import type { RequestKind } from '#testing/fuzz/hostilities/hostility.js';
import { jsonBodies } from '#testing/fuzz/hostilities/json-bodies.js';
import { selectOperations } from '#testing/fuzz/select-operations.js';
import { ShippedGateway } from '#testing/fuzz/shipped-gateway.js';
import { findComplaints, type ApiUnderTest } from '#testing/fuzz/verdict.js';
import { RecordingsClient } from './recordings-client.js';

const VALID = fuzzDepth.runs(30);
const EACH_KIND = fuzzDepth.runs(6);

const allowed: RequestKind = { name: 'what the document allows', requests: validRequest, runs: VALID };
const kinds: readonly RequestKind[] = [allowed, ...jsonBodies, ...formBodies];

/** The documented answer to a question that only a worker can answer. */
const asksWorker = ({ status, text }: Exchange): boolean =>
  status === 503 && /"code":"no-(ingest|processing|upload)-service"/.test(text);

const all = operationsOf(await openApiDocument());
const chosen = selectOperations(all);

/** The bundle can differ from the sources: a package in two copies, a file that is missing, a name that was shortened. */
describe('the shipped gateway', () => {
  let system: System;
  let target: ShippedGateway;
  let api: ApiUnderTest;
  beforeAll(async () => {
    // No worker runs: generated addresses are not fetched, and no work goes on behind the requests.
    system = await startSystem({ simulation: true, instances: { ingest: 0, processing: 0, upload: 0 } });
    const client = new RecordingsClient(system.url, system.token);
    const recordings = await Promise.all([client.simulate({}), client.simulate({}), client.simulate({})]);
    target = new ShippedGateway(
      system,
      recordings.map(({ id }) => id),
    );
    const page = await (await fetch(`${system.url}/docs/problems`)).text();
    const anchors = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, anchor]) => anchor ?? ''));
    api = { operations: all, anchors, secrets: [] };
  }, 120_000);
  afterAll(() => system.close(), 60_000);

  const judge = async (operation: Operation, request: FuzzRequest): Promise<void> => {
    const exchange = await send(target, request, operation.scope);
    if (asksWorker(exchange)) return;
    const complaints = findComplaints(api, request, exchange);
    if (complaints.length > 0) throw faultOf(request, exchange, complaints);
  };

  it.each(chosen)(
    'answers generated requests for $name as documented',
    async (operation) => {
      const faults: string[] = [];
      for (const { name, requests, runs = EACH_KIND } of kinds) {
        const made = requests(operation);
        if (made === undefined) continue;
        const property = fc.asyncProperty(made, (request) => judge(operation, request));
        const fault = await findFault(name, Math.min(runs, VALID), property);
        if (fault !== undefined) faults.push(fault);
      }
      expect(faults.join('\n\n')).toBe('');
    },
    600_000,
  );
});
