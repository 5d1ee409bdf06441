import { buildActionInput, type DialogInput } from './action-input.js';

const given = (some: Partial<DialogInput> = {}): DialogInput => ({
  reason: '',
  until: '',
  then: 'retry',
  delivered: 'yes',
  typed: '',
  address: '',
  language: 'auto',
  held: [],
  outputs: [],
  ...some,
});

describe('the input of an action', () => {
  it('omits empty fields', () => {
    expect(buildActionInput('pause', given({ reason: '   ' }))).toEqual({});
    expect(buildActionInput('cancel', given())).toEqual({});
  });

  it('pauses with a reason until an instant, in any time zone', () => {
    const until = '2030-05-06T07:08';
    expect(buildActionInput('pause', given({ reason: ' lunch ', until }))).toEqual({
      reason: 'lunch',
      until: new Date(2030, 4, 6, 7, 8).toISOString(),
    });
  });

  it('contains another address, without the spaces around it', () => {
    expect(buildActionInput('replace_address', given({ address: ' https://files.example/talk.mp4 ' }))).toEqual({
      url: 'https://files.example/talk.mp4',
    });
  });

  it('contains the choice for a stuck step and for an unconfirmed delivery', () => {
    expect(buildActionInput('unstick', given({ then: 'fail' }))).toEqual({ then: 'fail' });
    expect(buildActionInput('settle', given({ delivered: 'no' }))).toEqual({ delivered: false });
    expect(buildActionInput('erase', given({ typed: 'erase' }))).toEqual({ confirm: true });
    expect(buildActionInput('set_language', given({ language: 'de' }))).toEqual({ language: 'de', run: true });
  });

  it('has no body if the action takes none', () => {
    for (const action of ['run', 'reset', 'skip', 'delete', 'restore'] as const)
      expect(buildActionInput(action, given())).toBeUndefined();
  });

  it('publishes only to outputs that the dialog has shown', () => {
    const held = ['library', 'archive'];
    expect(buildActionInput('publish', given({ held, outputs: held }))).toEqual({ outputs: held });
    expect(buildActionInput('publish', given({ held, outputs: ['archive'] }))).toEqual({ outputs: ['archive'] });
  });
});
