import { collectField } from './review.js';

describe('collectField', () => {
  it.each([
    ['sender=ACME = Sons', { sender: 'ACME = Sons' }],
    ['due_date=', { due_date: null }],
    ['amount=214.60 eur', { amount: { value: '214.60', currency: 'EUR' } }],
    ['amount=12', { amount: { value: '12' } }],
    ['tags=power, office ,', { tags: ['power', 'office'] }],
  ])('reads %s', (text, fields) => {
    expect(collectField(text)).toEqual(fields);
  });

  it('adds to earlier fields', () => {
    expect(collectField('type=letter', { sender: 'ACME' })).toEqual({ sender: 'ACME', type: 'letter' });
  });

  it.each(['sender', '=x', 'Sender=x'])('refuses %s', (text) => {
    expect(() => collectField(text)).toThrow('must be a field and its value');
  });
});
