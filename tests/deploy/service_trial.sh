#!/bin/bash
# Runs as root inside of a Debian that systemd has started, and tells what it sees as NAME=VALUE lines in /root/seen.
# Judged by service.py; ends by switching the machine off.
unit=trustwatchd.service

tell() { echo "$1=$2" >>/root/seen; }
shown() { systemctl show "$unit" --property="$1" --value; }
code_of() { "$@" >>/root/log 2>&1; echo $?; }

# Half a minute at most, until a property of the unit has this value.
wait_for() {
  for _ in $(seq 150); do
    [ "$(shown "$1")" = "$2" ] && return 0
    sleep 0.2
  done
  return 1
}

# As the unit's own processes see the file system.
in_sandbox() { nsenter --target "$(shown MainPID)" --mount -- "$@"; }

export DEBIAN_FRONTEND=noninteractive
tell installed "$(code_of apt-get install -y /root/trustwatch.deb)"
tell started "$(shown ActiveState)"
tell enabled "$(systemctl is-enabled "$unit")"
tell type "$(shown Type)"
tell watched "$(shown WatchdogUSec)"
tell exposure "$(systemd-analyze security "$unit" --no-pager | sed -n 's/.*exposure level for [^ ]*: \([0-9.]*\).*/\1/p')"

tell etc_is_written "$(code_of in_sandbox touch /etc/trustwatch/written)"
tell usr_is_written "$(code_of in_sandbox touch /usr/written)"
tell homes_are_seen "$(in_sandbox ls -A /root 2>/dev/null | wc -l)"
tell store_is_written "$(code_of in_sandbox touch /var/lib/trustwatch/written)"
tell backups_are_written "$(code_of in_sandbox touch /var/backups/trustwatch/written)"

copies() { compgen -G '/var/backups/trustwatch/trustwatch-*.db' | wc -l; }
for _ in $(seq 150); do
  [ "$(copies)" -ge 1 ] && break
  sleep 0.2
done
tell backups "$(copies)"

tell submitted "$(code_of trustwatch submit /root/return.csv)"
tell reloaded "$(code_of systemctl reload "$unit")"
tell active_after_reload "$(shown ActiveState)"

# A daemon that hangs is ended by the watchdog, and comes back with what it had acknowledged.
kill -STOP "$(shown MainPID)"
tell restarted_by_watchdog "$(code_of wait_for NRestarts 1)"
tell active_after_watchdog "$(code_of wait_for ActiveState active)"
tell kept "$(trustwatch series RX4 followup_72h | grep -c '81\.3')"

# A wrong option is not tried again and again.
echo 'no-such-option = true' >>/etc/trustwatch/trustwatchd.toml
tell wrong_option_starts "$(code_of systemctl restart "$unit")"
sleep 7
tell wrong_option_state "$(shown ActiveState)"
sed -i '$d' /etc/trustwatch/trustwatchd.toml
tell right_option_starts "$(code_of systemctl restart "$unit")"

tell removed "$(code_of apt-get remove -y trustwatch)"
tell active_after_removal "$(systemctl is-active "$unit")"
journalctl --unit="$unit" --no-pager >>/root/log
systemctl poweroff --no-block
