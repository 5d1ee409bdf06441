import type { SharedSettings } from '@throughline/contracts';

export const namesOutput = ({ output_config }: SharedSettings, output: string): boolean =>
  output_config?.outputs?.includes(output) === true;

/** Without any other output, the list stays empty: without the list, runs would deliver to the shared outputs instead. */
export const withoutOutput = ({ output_config = {}, ...config }: SharedSettings, output: string): SharedSettings => ({
  ...config,
  output_config: { ...output_config, outputs: output_config.outputs?.filter((one) => one !== output) ?? [] },
});
