import type { AllowedAction } from '@throughline/api-client';
import { describeAnswer } from './describe-answer.js';

const check = { action: 'check', target: null } as AllowedAction;

describe('the announcement of an accepted action', () => {
  it('says what the server has done, not that a check that has only begun is done', () => {
    const outcome = { code: 'checking', detail: 'These steps are checked now: DOWNLOAD.', try_instead: null };
    expect(describeAnswer(check, 'A talk', { outcome })).toBe('A talk: These steps are checked now: DOWNLOAD.');
  });

  it('says that the request was accepted if the answer has no outcome', () => {
    expect(describeAnswer(check, 'A talk', {})).toBe('Check now: requested for A talk');
  });
});
