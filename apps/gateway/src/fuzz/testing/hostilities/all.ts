import type { Operation } from '../api-document.js';
import { isId, validRequest } from '../fuzz-request.js';
import { LIVES } from '../lives.js';
import { envelopes } from './envelopes.js';
import { formBodies } from './form-bodies.js';
import type { Hostility } from './hostility.js';
import { jsonBodies } from './json-bodies.js';
import { targets } from './targets.js';

const hasId = ({ parameters }: Operation): boolean => parameters.some((one) => one.in === 'path' && isId(one.name));

/** On a thing of its own that no other request has touched, in each of the states that it can be in. */
const onFresh = (life: string, pick: number): Hostility => ({
  name: `what the document allows, on what is ${life}`,
  isAllowed: true,
  runs: 3,
  requests: (operation) =>
    hasId(operation)
      ? validRequest(operation).map((request) => ({
          ...request,
          params: { ...request.params, id: { kind: 'own', pick, isFresh: true } },
        }))
      : undefined,
});

const onNothing: Hostility = {
  name: 'what the document allows',
  isAllowed: true,
  runs: 50,
  requests: (operation) => (hasId(operation) ? undefined : validRequest(operation)),
};

export const hostilities: readonly Hostility[] = [
  onNothing,
  ...Object.keys(LIVES).map(onFresh),
  ...jsonBodies,
  ...formBodies,
  ...targets,
  ...envelopes,
];
