import { FlagField, IntegerField, TextField } from './fields.js';
import { bodyPipe } from './problems/validation.js';

class Draft {
  @IntegerField('Hours.', { min: 1, default: 24 })
  hours = 24;

  @FlagField('With files.', { default: true })
  files = true;

  @TextField('A note.')
  note?: string | null;
}

const read = (body: object): Promise<unknown> => bodyPipe.transform(body, { type: 'body', metatype: Draft });

describe('a field with a default', () => {
  it('has it for null as for a missing field', async () => {
    const whole = { hours: 24, files: true };
    expect(await read({})).toEqual(whole);
    expect(await read({ hours: null, files: null, note: null })).toEqual({ ...whole, note: null });
    expect(await read({ hours: 1, files: false })).toEqual({ hours: 1, files: false });
    await expect(read({ hours: 0 })).rejects.toMatchObject({ status: 400 });
  });
});
