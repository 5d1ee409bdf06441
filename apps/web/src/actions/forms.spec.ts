import { addressForm, eraseForm, languageForm } from './item-actions.js';
import { publishForm, toSettleInput } from './output-actions.js';
import { cancelForm, pauseForm, unstickForm } from './run-actions.js';

describe('the input of an action', () => {
  it('omits empty fields', () => {
    expect(pauseForm.toInput({ reason: '   ', until: '' })).toEqual({});
    expect(cancelForm.toInput(cancelForm.begin({}))).toEqual({});
  });

  it('pauses with a reason until an instant, in any time zone', () => {
    const until = '2030-05-06T07:08';
    expect(pauseForm.toInput({ reason: ' lunch ', until })).toEqual({
      reason: 'lunch',
      until: new Date(2030, 4, 6, 7, 8).toISOString(),
    });
  });

  it('contains another address, without the spaces around it', () => {
    expect(addressForm.toInput({ address: ' https://files.example/talk.mp4 ' })).toEqual({
      url: 'https://files.example/talk.mp4',
    });
  });

  it('contains the choice for a stuck step and for an unconfirmed delivery', () => {
    expect(unstickForm.toInput({ then: 'fail' })).toEqual({ then: 'fail' });
    expect(toSettleInput('no', 'https://media.example/42')).toEqual({ delivered: false });
    expect(toSettleInput('yes', ' ')).toEqual({ delivered: true });
    expect(toSettleInput('yes', ' https://media.example/42 ')).toEqual({
      delivered: true,
      url: 'https://media.example/42',
    });
    expect(eraseForm.toInput({ typed: 'erase' })).toEqual({ confirm: true });
    expect(languageForm.toInput({ language: 'de' })).toEqual({ language: 'de', run: true });
  });

  it('publishes only to outputs that the dialog has shown', () => {
    const held = ['library', 'archive'];
    expect(publishForm.toInput(publishForm.begin({ held }))).toEqual({ outputs: held });
    expect(publishForm.toInput({ held, outputs: ['archive'] })).toEqual({ outputs: ['archive'] });
  });
});
