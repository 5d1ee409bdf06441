import { DOCUMENT_STEPS } from '@throughline/contracts';
import { isPresent } from '../../asset/state.js';
import { Journey, aConfig } from '../../testing/index.js';
import { sameFactsOf } from './same-facts.js';

type Values = Readonly<Record<string, unknown>>;

const STEP = 'extract_metadata_with_gpt';
const invoice = { title: 'Invoice 318', date: '2026-10-12', sender: 'Stadtwerke Linden GmbH', amount: '214.60' };

/** A document in which these values were found. */
function found({ amount, currency = 'EUR', ...values }: Values, fileName = 'scan.pdf'): Journey {
  const journey = new Journey().register({ pipeline: 'document', fileName, title: fileName.replace('.pdf', '') });
  journey.run(aConfig());
  const findings = Object.entries(values).map(([name, value]) => [name, { value, sure: true }]);
  const details = {
    ...values,
    findings: { ...Object.fromEntries(findings), ...(amount === undefined ? {} : { amount: { value: amount, currency } }) },
  };
  for (const step of DOCUMENT_STEPS) {
    if (step !== STEP) {
      journey.through(step);
      continue;
    }
    journey.start(step);
    journey.complete(step, { result: { engine: 'local' }, details });
    return journey;
  }
  return journey;
}
const factsOf = ({ state, personal }: Journey) => (isPresent(state) ? sameFactsOf(state, personal) : undefined);

describe('the values by which documents are thought the same', () => {
  it('are the sender, the date and the amount, whatever the case, the spaces and the punctuation of the sender', () => {
    const facts = factsOf(found(invoice));
    expect(facts).toEqual({ by: 'amount', values: ['stadtwerkelindengmbh', '2026-10-12', '214.60 EUR'] });
    const again = found({ ...invoice, title: 'Invoice', sender: 'STADTWERKE  Linden, GmbH.', amount: '214.6' }, 'again.pdf');
    expect(factsOf(again)).toEqual(facts);
  });

  it.each([{ amount: '214.61' }, { currency: 'USD' }, { date: '2026-10-13' }, { sender: 'Stadtwerke Lindau GmbH' }])(
    'differ with %j',
    (other) => {
      expect(factsOf(found({ ...invoice, ...other }))).not.toEqual(factsOf(found(invoice)));
    },
  );

  it('are the sender, the date and the title of a letter without an amount', () => {
    const { amount: _amount, ...letter } = invoice;
    const facts = { by: 'title', values: ['stadtwerkelindengmbh', '2026-10-12', 'invoice318'] };
    expect(factsOf(found(letter))).toEqual(facts);
    expect(factsOf(found({ ...letter, title: 'INVOICE: 318' }))).toEqual(facts);
  });

  it('never contain the name of a file, and are unknown if a value is missing', () => {
    const { amount: _amount, title: _title, ...letter } = invoice;
    expect(factsOf(found(letter))).toBeUndefined();
    for (const name of ['date', 'sender']) expect(factsOf(found({ ...invoice, [name]: undefined }))).toBeUndefined();
  });

  it('are those that a person has corrected', () => {
    const journey = found({ ...invoice, amount: '21.46', sender: 'Stadtwerke' });
    const values = { sender: invoice.sender, amount: { value: '214.60', currency: 'EUR' } };
    journey.send({ type: 'CorrectFields', by: 'anna', fields: ['sender', 'amount'], values });
    expect(factsOf(journey)).toEqual(factsOf(found(invoice)));
  });

  it('are unknown once the document is deleted or erased, and before its text was read', () => {
    const journey = found(invoice);
    journey.send({ type: 'DeleteAsset', by: 'anna', expiresAt: '2027-01-01T00:00:00.000Z' });
    expect(factsOf(journey)).toBeUndefined();
    expect(factsOf(new Journey().register({ pipeline: 'document', fileName: 'scan.pdf', title: 'scan' }))).toBeUndefined();
  });
});
