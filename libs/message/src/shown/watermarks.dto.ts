import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { WatermarkView } from '#libs/chat';
import { CountProperty, UserIdProperty } from '#libs/http';

@ApiSchema({ name: 'MessageRange' })
export class MessageRangeDto {
  @CountProperty({ description: 'Messages after this id.', example: 0 })
  after: number;

  @CountProperty({ description: 'Up to this id, included; without it, from then on.', required: false, example: 6 })
  until?: number;
}

@ApiSchema({ name: 'Watermarks' })
export class WatermarksDto {
  @UserIdProperty({ description: 'Whose.' })
  user_id: string;

  @CountProperty({ description: 'Every message up to this id counts as delivered to them.', example: 7 })
  delivered_up_to: number;

  @CountProperty({ description: 'Every message up to this id counts as read by them.', example: 7 })
  read_up_to: number;

  @ApiProperty({
    description: 'Messages that were not addressed to them, because they were not in the chat then.',
    required: false,
    type: () => [MessageRangeDto],
    maxItems: 10_000,
  })
  away?: readonly MessageRangeDto[];
}

export function toWatermarksDto({ away, ...marks }: WatermarkView): WatermarksDto {
  return { ...marks, ...(away !== null && { away }) };
}
