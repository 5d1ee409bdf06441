import { inputOf, type Given } from './action-input.js';

const given = (some: Partial<Given> = {}): Given => ({
  reason: '',
  until: '',
  then: 'retry',
  delivered: 'yes',
  typed: '',
  ...some,
});

describe('what an action is asked with', () => {
  it('says nothing of what was left empty', () => {
    expect(inputOf('pause', given({ reason: '   ' }))).toEqual({});
    expect(inputOf('cancel', given())).toEqual({});
  });

  it('pauses for a reason until an instant, whatever the zone of the reader', () => {
    const until = '2030-05-06T07:08';
    expect(inputOf('pause', given({ reason: ' lunch ', until }))).toEqual({
      reason: 'lunch',
      until: new Date(2030, 4, 6, 7, 8).toISOString(),
    });
  });

  it('tells what becomes of a stuck step and of an unconfirmed delivery', () => {
    expect(inputOf('unstick', given({ then: 'fail' }))).toEqual({ then: 'fail' });
    expect(inputOf('settle', given({ delivered: 'no' }))).toEqual({ delivered: false });
    expect(inputOf('erase', given({ typed: 'erase' }))).toEqual({ confirm: true });
  });

  it('sends no body where none is taken', () => {
    for (const action of ['run', 'reset', 'skip', 'delete', 'restore'] as const) expect(inputOf(action, given())).toBeUndefined();
  });
});
