import { once } from 'node:events';
import { moduleLiteral, ScratchSpecs } from '#testing/scratch-specs.js';

/** Runs the given commands as parts, as the gate does, and prints whether each succeeded. */
const RUN = `
const { command, runEach } = await import(${moduleLiteral('tools/testing/proof.mjs')});
const [, , commands] = process.argv;
const parts = JSON.parse(commands).map((line, index) => ({ name: 'part ' + index, run: command('bash', ['-c', line]) }));
const results = await runEach(parts);
process.stdout.write('RESULT ' + JSON.stringify(results.map(({ name, ok }) => [name, ok])));
`;

describe('the parts of the gate', () => {
  let specs: ScratchSpecs;
  beforeAll(async () => {
    specs = await ScratchSpecs.create();
  });
  afterAll(() => specs.remove());

  /** Returns the output. Sends SIGTERM when a command says that it has begun. */
  async function runParts(...commands: readonly string[]): Promise<string> {
    const run = specs.start(RUN, [JSON.stringify(commands)]);
    let output = '';
    run.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.includes('begun')) run.kill('SIGTERM');
    });
    await once(run, 'close');
    return output;
  }

  it('all run, also after one has failed', async () => {
    expect(await runParts('exit 1', 'exit 0')).toContain('RESULT [["part 0",false],["part 1",true]]');
  });

  it('end with a signal, and none begins after it', async () => {
    const output = await runParts('trap "exit 0" TERM; echo begun; while true; do sleep 0.1; done', 'echo must not run');
    expect(output).toContain('ended by SIGTERM: 1 part(s) did not run');
    expect(output).not.toContain('must not run');
  });
});
