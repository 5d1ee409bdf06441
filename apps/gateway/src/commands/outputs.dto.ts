import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsString, Matches } from 'class-validator';
import { MOST_OUTPUTS, OUTPUT_NAME } from '../runs/run-overrides.dto.js';

/** Outputs of this server, by their names. */
export class AddOutputsBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_OUTPUTS)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(OUTPUT_NAME, { each: true })
  outputs: string[] = [];
}
