import { RouteConfig } from '@nestjs/platform-fastify';

export const TAKES_FORMS = 'takesForms';

/** For operations that read a multipart body; everywhere else it is refused. */
export const TakesForms = (): MethodDecorator => RouteConfig({ [TAKES_FORMS]: true });
