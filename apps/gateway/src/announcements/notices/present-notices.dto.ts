import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../kit/http/fields.js';
import { flag, list, text, words } from '../../kit/http/schemas.js';
import { NOTICE_KINDS, type NoticeKind } from './notice.js';
import { KINDS } from './notices.dto.js';

@ApiSchema({ name: 'PresentNotice' })
class PresentNoticeAnswer {
  @Field(text('Opaque. Stays the same for as long as its cause lasts.')) key!: string;
  @Field(words(NOTICE_KINDS, KINDS)) kind!: NoticeKind;
  @Field(text('What has happened, to what, and what to do.')) text!: string;
  @Field(text('The path of the page that shows it, below the address of the server.')) path!: string;
}

@ApiSchema({ name: 'PresentNotices' })
export class PresentNoticesAnswer {
  @Field(
    list(
      PresentNoticeAnswer,
      'Accounts, quotas and webhooks, then items: failures before questions, the newest of each sort first.',
    ),
  )
  items!: readonly PresentNoticeAnswer[];
  @Field(flag('More items have failed or have a question. `GET /api/v1/items?state=attention` has them all.')) more!: boolean;
}
