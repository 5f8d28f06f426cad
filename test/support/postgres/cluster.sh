#!/usr/bin/env bash
# A private PostgreSQL for tests, on a spare loopback port, in a folder of its own.
#
#   cluster.sh run COMMAND…        runs a command with TEST_DATABASE_URL set, then drops the cluster
#   cluster.sh find                prints the folder of PostgreSQL's programs; fails where there is none
#   cluster.sh start FOLDER        makes a cluster in a new folder and prints its URL
#   cluster.sh restart FOLDER      as after a power cut: nobody is asked to finish
#   cluster.sh drop FOLDER         stops it and removes the folder
set -euo pipefail

find_programs() {
  local programs
  for programs in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(pg_config --bindir 2>/dev/null || true)"; do
    if [ -x "$programs/initdb" ] && [ -x "$programs/postgres" ]; then echo "$programs" && return 0; fi
  done
  echo 'PostgreSQL is not installed here. On Debian: apt-get install postgresql' >&2
  return 1
}

# PostgreSQL refuses to run as root: then as the user that its package makes.
as_owner() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start() {
  local folder=$1 settings=${2-} programs port
  programs=$(find_programs)
  mkdir -p "$folder"
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
  cd "$folder"
  as_owner sh -c 'echo secret > password'
  as_owner "$programs/initdb" -D data -U archcheck --pwfile password -A scram-sha-256 -E UTF8 --no-locale -N >initdb.log
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    port=$((20000 + RANDOM % 12000))
    if as_owner "$programs/pg_ctl" -D data -l server.log -s -w start \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' $settings" 2>>start.log; then
      echo "postgres://archcheck:secret@127.0.0.1:$port/postgres"
      return 0
    fi
  done
  cat start.log server.log >&2
  return 1
}

restart() {
  local programs
  programs=$(find_programs)
  cd "$1"
  as_owner "$programs/pg_ctl" -D data -l server.log -s -w -m immediate restart
}

drop() {
  local programs
  programs=$(find_programs)
  if [ -d "$1/data" ]; then (cd "$1" && as_owner "$programs/pg_ctl" -D data -s -m immediate stop) || true; fi
  rm -rf "$1"
}

run() {
  local folder
  folder=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder of now
  trap "drop '$folder'" EXIT
  # What it holds ends with it: nothing in it need outlast a power cut.
  TEST_DATABASE_URL=$(start "$folder" '-c fsync=off -c full_page_writes=off')
  export TEST_DATABASE_URL
  "$@"
}

case ${1-} in
  run) shift && run "$@" ;;
  find) find_programs ;;
  start) start "$2" ;;
  restart) restart "$2" ;;
  drop) drop "$2" ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
esac
