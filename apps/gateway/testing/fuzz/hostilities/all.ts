import type { Operation } from '../api-document.js';
import { isId, validRequest } from '../fuzz-request.js';
import { DOCUMENT_STATES } from '../create-documents.js';
import { SESSION_STATES } from '../create-sessions.js';
import { LIVES } from '../item-driver.js';
import { envelopes } from './envelopes.js';
import { formBodies } from './form-bodies.js';
import type { RequestKind } from './hostility.js';
import { jsonBodies } from './json-bodies.js';
import { targets } from './targets.js';

const hasId = ({ parameters }: Operation): boolean => parameters.some((one) => one.in === 'path' && isId(one.name));

/** In how many states the world makes items, by resource. Other resources have one to five states, which repeat. */
const STATES: Readonly<Record<string, number>> = {
  recordings: Object.keys(LIVES).length,
  'item-exports': Object.keys(LIVES).length,
  documents: DOCUMENT_STATES,
  sessions: SESSION_STATES,
};
const STATES_OF_OTHERS = 10;

const countStates = ({ path }: Operation): number => STATES[path.split('/')[3] ?? ''] ?? STATES_OF_OTHERS;

/** Sends valid requests, each to a new item in the given state. Reads share the item: thousands would slow every list down. */
const onNewItem = (life: string, pick: number): RequestKind => ({
  name: `what the document allows, on what is ${life}`,
  isAllowed: true,
  runs: 3,
  requests: (operation) =>
    hasId(operation) && pick < countStates(operation)
      ? validRequest(operation).map((request) => ({
          ...request,
          params: { ...request.params, id: { kind: 'own', pick, isFresh: operation.method === 'GET' ? 'once' : true } },
        }))
      : undefined,
});

const onNothing: RequestKind = {
  name: 'what the document allows',
  isAllowed: true,
  runs: 50,
  requests: (operation) => (hasId(operation) ? undefined : validRequest(operation)),
};

export const hostilities: readonly RequestKind[] = [
  onNothing,
  ...Object.keys(LIVES).map(onNewItem),
  ...jsonBodies,
  ...formBodies,
  ...targets,
  ...envelopes,
];
