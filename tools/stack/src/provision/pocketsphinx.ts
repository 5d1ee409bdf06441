import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lastLines, tryCommand } from '../processes/run-command.js';
import { messageOf } from '../problem.js';
import { searchPath, type ProvisionContext } from './context.js';
import { debianPackages, repairedOnce } from './debian-packages.js';
import { firstUsable, NOT_SET } from './missing.js';
import { absolute, isRefusal } from './probe-tool.js';
import { executablesNamed, isExecutable } from './search.js';
import { refuse, type FoundBy, type Refusal, type Tool, type Way } from './tool.js';

type SpeechTool = Tool<'pocketsphinx'>;

const DECODER = 'pocketsphinx_continuous';
const ENTRY = 'pocketsphinx';
/** Of `pocketsphinx-en-us`, which comes with Debian's ffmpeg: apt does not fetch what is installed. */
const INSTALLED_MODELS = ['/usr/share/pocketsphinx/model/en-us'];

/** The engine needs its decoder and the model; a decoder without a model recognises nothing. */
export function provisionPocketsphinx(context: ProvisionContext): Promise<SpeechTool> {
  const ways: Way<'pocketsphinx'>[] = [
    { foundBy: 'env', look: () => fromEnvironment(context) },
    { foundBy: 'path', look: () => fromPath(context) },
    { foundBy: 'debian', look: () => repairedOnce(context, ENTRY, () => fromDebian(context)) },
  ];
  return firstUsable('pocketsphinx', ways, context);
}

interface Candidate {
  readonly decoder: string;
  readonly models: readonly string[];
  readonly foundBy: FoundBy;
  readonly env?: Readonly<Record<string, string>>;
}

async function checkPocketsphinx(context: ProvisionContext, candidate: Candidate): Promise<SpeechTool | Refusal> {
  const { decoder, models, foundBy, env = {} } = candidate;
  const usable = await runs(decoder, { ...context.env, ...env });
  if (isRefusal(usable)) return usable;
  const model = await firstModel(models);
  if (!model) return refuse(`${decoder} is there, but no en-us model in ${models.join(' or ')}`);
  const paths = { decoder, hmm: join(model, 'en-us'), lm: join(model, 'en-us.lm.bin'), dict: join(model, 'cmudict-en-us.dict') };
  return { id: 'pocketsphinx', foundBy, paths, version: usable, env, notes: [] };
}

/** It has no version option: without arguments it prints its options and stops. The name of an option tells the family. */
async function runs(decoder: string, env: NodeJS.ProcessEnv): Promise<string | Refusal> {
  const answer = await tryCommand(decoder, [], { env }).catch((error: unknown) =>
    refuse(`${decoder} does not run (${messageOf(error)})`),
  );
  if (isRefusal(answer)) return answer;
  const text = `${answer.stdout}${answer.stderr}`;
  return text.includes('-infile')
    ? '5prealpha'
    : refuse(`${decoder} does not run (exit code ${answer.code}: ${lastLines(text, 1)})`);
}

async function firstModel(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const files = [join(folder, 'en-us/mdef'), join(folder, 'en-us.lm.bin'), join(folder, 'cmudict-en-us.dict')];
    const found = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
    if (found.every((entry) => entry?.isFile())) return folder;
  }
  return undefined;
}

const installedModels = ({ speechModels = INSTALLED_MODELS }: ProvisionContext): readonly string[] => speechModels;

const modelsBeside = (decoder: string): string[] => [join(dirname(dirname(decoder)), 'share/pocketsphinx/model/en-us')];

async function fromEnvironment(context: ProvisionContext): Promise<SpeechTool | Refusal> {
  const { pocketsphinx, pocketsphinxModel } = context.named;
  if (!pocketsphinx && !pocketsphinxModel) return refuse(NOT_SET);
  if (!pocketsphinx) return refuse('TL_POCKETSPHINX_MODEL is set, but TL_POCKETSPHINX is not');
  const decoder = absolute(pocketsphinx, context.projectRoot);
  const models = pocketsphinxModel ? [absolute(pocketsphinxModel, context.projectRoot)] : modelsBeside(decoder);
  return checkPocketsphinx(context, { decoder, models, foundBy: 'env' });
}

async function fromPath(context: ProvisionContext): Promise<SpeechTool | Refusal> {
  const reasons: string[] = [];
  for (const decoder of await executablesNamed(DECODER, searchPath(context), context.folders)) {
    const answer = await checkPocketsphinx(context, {
      decoder,
      models: [...modelsBeside(decoder), ...installedModels(context)],
      foundBy: 'path',
    });
    if (!isRefusal(answer)) return answer;
    reasons.push(answer.refused);
  }
  return refuse(reasons.join('; ') || 'there is none');
}

/** Decoder and model come from two packages, and each may be installed already: then the other one alone is fetched. */
async function fromDebian(context: ProvisionContext): Promise<SpeechTool | Refusal> {
  const packages = await debianPackages(context, { entry: ENTRY, packages: ['pocketsphinx', 'pocketsphinx-en-us'] });
  if (isRefusal(packages)) return packages;
  const unpacked = join(packages.root, 'usr/bin', DECODER);
  const installed = await executablesNamed(DECODER, searchPath(context), context.folders);
  const [decoder = unpacked] = (await isExecutable(unpacked)) ? [] : installed;
  const models = [...modelsBeside(unpacked), ...installedModels(context)];
  return checkPocketsphinx(context, { decoder, models, foundBy: 'debian', env: packages.env });
}
