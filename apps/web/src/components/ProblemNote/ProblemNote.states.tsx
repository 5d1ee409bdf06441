import { ApiProblem, GatewayUnreachable } from '../../api/problem.js';
import type { States } from '../states.js';
import { ProblemNote } from './ProblemNote.js';

const ignore = (): void => undefined;

const conflict = new ApiProblem({
  status: 409,
  code: 'duplicate',
  title: 'The recording exists already',
  detail: 'Another recording has the same content.',
  try_instead: 'Open it, or send `force`.',
  existing_id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
});
const invalid = new ApiProblem({
  status: 400,
  code: 'invalid',
  title: 'The request is invalid',
  errors: [
    { pointer: '/name', message: 'must not be empty' },
    { pointer: '/url', message: 'must be an address' },
  ],
});
const broken = new ApiProblem({
  status: 503,
  code: 'unavailable',
  title: 'The database does not answer',
  request_id: '0199f5a0',
});

export const states: States = {
  refusal: <ProblemNote error={conflict} />,
  'fields to check': <ProblemNote error={invalid} />,
  'failure of the server': <ProblemNote error={broken} onRetry={ignore} />,
  'no answer': <ProblemNote error={new GatewayUnreachable()} onRetry={ignore} />,
  'failure of the page': <ProblemNote error={new Error('unexpected')} />,
};
