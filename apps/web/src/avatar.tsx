import { Icon, type IconName } from './icon.js';
import { hueOf, initialsOf } from './names.js';

/** Decoration: the name stands beside it. */
export function Avatar({ name, icon }: { name: string; icon?: IconName | undefined }) {
  return (
    <span className={`avatar hue-${hueOf(name)}`} aria-hidden="true">
      {icon === undefined ? initialsOf(name) : <Icon name={icon} />}
    </span>
  );
}
