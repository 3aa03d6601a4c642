const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export function timeOf(moment: string): string {
  return time.format(new Date(moment));
}

/** For a list: the time of today, the day of anything else. */
export function briefly(moment: string): string {
  return isToday(new Date(moment)) ? timeOf(moment) : short.format(new Date(moment));
}

export function dayOf(moment: string): string {
  const date = new Date(moment);
  return isToday(date) ? 'Today' : day.format(date);
}

function isToday(date: Date): boolean {
  return date.toDateString() === new Date().toDateString();
}
