import { findWhisperProgram } from './program.js';

describe('findWhisperProgram', () => {
  it('returns the configured program, by name or by path, unchanged', async () => {
    for (const path of ['sh', '/bin/sh'])
      expect(await findWhisperProgram(path, {})).toEqual({ program: { tool: { path, env: {} } } });
  });

  it('never replaces a configured program that does not exist', async () => {
    expect(await findWhisperProgram('no-such-whisper', {})).toEqual({
      program: { tool: { path: 'no-such-whisper', env: {} } },
      problem: "Its program does not exist: TL_WHISPER_PATH names it (now 'no-such-whisper').",
    });
  });
});
