import {
  AUTO,
  BETTER_SPEECH_MODEL,
  describeFetched,
  estimateBetterModel,
  findListedModel,
  modelPath,
  readModelState,
  readSpeeds,
  selectModel,
  SPEECH_MODELS,
  writeChoice,
  type ModelState,
} from '@throughline/media/speech-models';
import type { StackConfig } from '@throughline/stack';
import { printJson, type CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { fetchListedModel } from './fetch-model.js';
import { speedText } from './grade-text.js';
import { readConfig } from './running-stack.js';

export interface UseModelOptions {
  readonly json?: boolean;
}

/** `tl engine use`: chooses the model of this machine, and downloads it first. Running workers change to it by themselves. */
export async function useModel(
  context: CliContext,
  model: string,
  options: UseModelOptions,
  configForTests?: StackConfig,
): Promise<void> {
  const config = configForTests ?? readConfig();
  const { folder } = config.models;
  if (model !== AUTO) await requireModel(context, model, config);
  await writeChoice(folder, model).catch((cause: unknown) => {
    throw new CliError('failed', `The choice cannot be stored in ${folder}`, {
      cause,
      tryInstead: 'Make it writable for this user.',
    });
  });
  const { TL_WHISPER_MODEL: setting, ...env } = config.env;
  const selected = selectModel({ ...env, TL_MODELS_DIR: folder }, config.projectRoot);
  const state = await readModelState(selected);
  const name = selected.listed?.name ?? selected.path;
  if (options.json === true)
    await printJson(context, { choice: model, model: name, phase: state.phase, overridden_by: setting ?? null });
  else await context.terminal.data(`${model === AUTO ? `auto: ${name}` : name}\n`);
  if (model === AUTO) context.terminal.say(explainDefault(folder));
  for (const line of describeEffect(name, state, setting)) context.terminal.say(line);
}

const describeEffect = (name: string, state: ModelState, setting: string | undefined): readonly string[] => [
  ...(state.phase === 'ready'
    ? []
    : [`The model ${name} is ${describeFetched(state)}: \`npm start\` or \`npx tl engine fetch ${name}\` downloads it.`]),
  'Running workers use it within seconds, for the next recording.',
  ...(setting ? [`TL_WHISPER_MODEL=${setting} is set here. Services with this setting use it instead of this choice.`] : []),
];

async function requireModel(context: CliContext, model: string, config: StackConfig): Promise<void> {
  const listed = findListedModel(model);
  if (listed === undefined)
    throw new CliError('usage', `There is no model ${model} in the list`, {
      tryInstead: `${SPEECH_MODELS.map(({ name }) => name).join(', ')} or auto. TL_WHISPER_MODEL names any other file.`,
    });
  const state = await readModelState({ path: modelPath(config.models.folder, model), listed });
  if (state.phase !== 'ready') await fetchListedModel(context, model, config);
}

function explainDefault(folder: string): string {
  const estimate = estimateBetterModel(readSpeeds(folder));
  return estimate === undefined
    ? `The speed of base is not measured yet: \`npm start\` or \`npx tl engine test --model base --seconds 30\` measures it. Until then, base is used.`
    : `${BETTER_SPEECH_MODEL} is expected to run at ${speedText(estimate)} or more on this machine. It becomes the default if that is above 1 × real time.`;
}
