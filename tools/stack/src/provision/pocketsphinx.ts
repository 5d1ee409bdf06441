import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lastLines, tryCommand } from '../processes/run-command.js';
import { messageOf } from '../problem.js';
import { searchPath, type ProvisionContext } from './context.js';
import { fetchDebianPackages, repairOnce } from './debian-packages.js';
import { findFirstUsable, NOT_SET } from './first-usable-tool.js';
import { toAbsolutePath, isRefusal } from './probe-tool.js';
import { findExecutables, isExecutable } from './search.js';
import { refuse, type FoundBy, type Refusal, type Tool, type Way } from './tool.js';

type SpeechTool = Tool<'pocketsphinx'>;

const DECODER = 'pocketsphinx_continuous';
const ENTRY = 'pocketsphinx';
/** The model of `pocketsphinx-en-us`, a dependency of Debian's ffmpeg: apt does not fetch installed packages again. */
const INSTALLED_MODELS = ['/usr/share/pocketsphinx/model/en-us'];

/** Provisions decoder and model: a decoder without a model recognises nothing. */
export function provisionPocketsphinx(context: ProvisionContext): Promise<SpeechTool> {
  const ways: Way<'pocketsphinx'>[] = [
    { foundBy: 'env', look: () => fromEnvironment(context) },
    { foundBy: 'path', look: () => fromPath(context) },
    { foundBy: 'debian', look: () => repairOnce(context, ENTRY, () => fromDebian(context)) },
  ];
  return findFirstUsable('pocketsphinx', ways, context);
}

interface Candidate {
  readonly decoder: string;
  readonly models: readonly string[];
  readonly foundBy: FoundBy;
  readonly env?: Readonly<Record<string, string>>;
}

async function checkPocketsphinx(context: ProvisionContext, candidate: Candidate): Promise<SpeechTool | Refusal> {
  const { decoder, models, foundBy, env = {} } = candidate;
  const usable = await probeDecoder(decoder, { ...context.env, ...env });
  if (isRefusal(usable)) return usable;
  const model = await findFirstModel(models);
  if (!model) return refuse(`${decoder} is there, but no en-us model in ${models.join(' or ')}`);
  const paths = { decoder, hmm: join(model, 'en-us'), lm: join(model, 'en-us.lm.bin'), dict: join(model, 'cmudict-en-us.dict') };
  return { id: 'pocketsphinx', foundBy, paths, version: usable, env, notes: [] };
}

/**
 * Runs the decoder without arguments: it has no version option, but prints its options and exits. One option identifies the
 * program.
 */
async function probeDecoder(decoder: string, env: NodeJS.ProcessEnv): Promise<string | Refusal> {
  const answer = await tryCommand(decoder, [], { env }).catch((error: unknown) =>
    refuse(`${decoder} does not run (${messageOf(error)})`),
  );
  if (isRefusal(answer)) return answer;
  const text = `${answer.stdout}${answer.stderr}`;
  return text.includes('-infile')
    ? '5prealpha'
    : refuse(`${decoder} does not run (exit code ${answer.code}: ${lastLines(text, 1)})`);
}

async function findFirstModel(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const files = [join(folder, 'en-us/mdef'), join(folder, 'en-us.lm.bin'), join(folder, 'cmudict-en-us.dict')];
    const found = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
    if (found.every((entry) => entry?.isFile())) return folder;
  }
  return undefined;
}

const installedModels = ({ speechModels = INSTALLED_MODELS }: ProvisionContext): readonly string[] => speechModels;

const listModelsBeside = (decoder: string): string[] => [join(dirname(dirname(decoder)), 'share/pocketsphinx/model/en-us')];

async function fromEnvironment(context: ProvisionContext): Promise<SpeechTool | Refusal> {
  const { pocketsphinx, pocketsphinxModel } = context.named;
  if (!pocketsphinx && !pocketsphinxModel) return refuse(NOT_SET);
  if (!pocketsphinx) return refuse('TL_POCKETSPHINX_MODEL is set, but TL_POCKETSPHINX is not');
  const decoder = toAbsolutePath(pocketsphinx, context.projectRoot);
  const models = pocketsphinxModel ? [toAbsolutePath(pocketsphinxModel, context.projectRoot)] : listModelsBeside(decoder);
  return checkPocketsphinx(context, { decoder, models, foundBy: 'env' });
}

async function fromPath(context: ProvisionContext): Promise<SpeechTool | Refusal> {
  const reasons: string[] = [];
  for (const decoder of await findExecutables(DECODER, searchPath(context), context.folders)) {
    const answer = await checkPocketsphinx(context, {
      decoder,
      models: [...listModelsBeside(decoder), ...installedModels(context)],
      foundBy: 'path',
    });
    if (!isRefusal(answer)) return answer;
    reasons.push(answer.refused);
  }
  return refuse(reasons.join('; ') || 'there is none');
}

/** Decoder and model are separate packages. If one is installed, only the other is fetched. */
async function fromDebian(context: ProvisionContext): Promise<SpeechTool | Refusal> {
  const packages = await fetchDebianPackages(context, { entry: ENTRY, packages: ['pocketsphinx', 'pocketsphinx-en-us'] });
  if (isRefusal(packages)) return packages;
  const unpacked = join(packages.root, 'usr/bin', DECODER);
  const installed = await findExecutables(DECODER, searchPath(context), context.folders);
  const [decoder = unpacked] = (await isExecutable(unpacked)) ? [] : installed;
  const models = [...listModelsBeside(unpacked), ...installedModels(context)];
  return checkPocketsphinx(context, { decoder, models, foundBy: 'debian', env: packages.env });
}
