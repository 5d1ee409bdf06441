import { Equals } from 'class-validator';

export class EraseBody {
  /** Nothing brings the item back: whoever means it says so. Required. */
  @Equals(true, { message: 'must be true: nothing brings an erased item back' })
  confirm?: boolean;
}
