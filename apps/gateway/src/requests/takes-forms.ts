import { RouteConfig } from '@nestjs/platform-fastify';

export const TAKES_FORMS = 'takesForms';
export const TAKES_PAIRS = 'takesPairs';

/** For operations that read a multipart body; everywhere else it is refused. */
export const TakesForms = (): MethodDecorator => RouteConfig({ [TAKES_FORMS]: true });

/** For operations that take pairs of names and values, as a simple form of the web sends them; everywhere else they are refused. */
export const TakesPairs = (): MethodDecorator => RouteConfig({ [TAKES_PAIRS]: true });
