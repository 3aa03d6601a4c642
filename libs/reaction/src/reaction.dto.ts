import { applyDecorators, Injectable, type PipeTransform } from '@nestjs/common';
import { ApiParam, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ifPresent, presence, refusal, rule, UserIdField } from '#libs/http';
import { EXPECTED, ReactionErrors, ReactionFieldCodes } from './reaction-errors.js';
import { isReaction, MAX_REACTION_BYTES } from './reaction-text.js';

const documented = {
  description: `Usually one emoji; kept exactly as sent. 1-${MAX_REACTION_BYTES} bytes of UTF-8 without control characters or white space.`,
  example: '👍',
};

@ApiSchema({ name: 'AddReaction' })
export class AddReactionDto {
  @ApiProperty({ ...documented, type: 'string', required: true, minLength: 1, maxLength: MAX_REACTION_BYTES })
  @IsReaction()
  reaction: string;

  @UserIdField({ description: 'Who reacts. A service must say; a user may leave it out.', example: 'alice' })
  user_id?: string;
}

/** A reaction as a part of the path, percent-encoded. */
@Injectable()
export class PathReaction implements PipeTransform<string, string> {
  transform(text: string): string {
    if (isReaction(text)) return text;
    throw refusal(ReactionErrors.not_a_reaction);
  }
}

export function ReactionParameter(): MethodDecorator {
  const { description, example } = documented;
  const schema = { type: 'string', minLength: 1, maxLength: MAX_REACTION_BYTES, example } as const;
  return ApiParam({ name: 'reaction', description, required: true, schema });
}

function IsReaction(): PropertyDecorator {
  return applyDecorators(...presence(true), rule(ReactionFieldCodes.not_a_reaction, ifPresent(isReaction), EXPECTED));
}
