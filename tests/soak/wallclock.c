/* Preloaded, it lets the wall clock be off by the seconds in the file $WALLCLOCK, for those who read it and for
   those who wait for a moment of it. Other clocks are left alone. */
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long off(void)
{
    const char *name = getenv("WALLCLOCK");
    FILE *file = name ? fopen(name, "r") : NULL;
    long seconds = 0;
    if (file) {
        if (fscanf(file, "%ld", &seconds) != 1)
            seconds = 0;
        fclose(file);
    }
    return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int failed = (int)syscall(SYS_clock_gettime, clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += off();
    return failed;
}

int gettimeofday(struct timeval *now, void *zone)
{
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *now)
{
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    if (now)
        *now = precise.tv_sec;
    return precise.tv_sec;
}

/* The kernel's clock has not jumped: waits are for the same moment on that one. No other clock is so late. */
static clockid_t true_moment(const struct timespec *asked, struct timespec *meant)
{
    *meant = *asked;
    if (asked->tv_sec < 500000000)
        return CLOCK_MONOTONIC;
    meant->tv_sec -= off();
    return CLOCK_REALTIME;
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until)
{
    struct timespec meant;
    clockid_t clock = true_moment(until, &meant);
    return pthread_cond_clockwait(condition, mutex, clock, &meant);
}

int sem_timedwait(sem_t *semaphore, const struct timespec *until)
{
    struct timespec meant;
    clockid_t clock = true_moment(until, &meant);
    return sem_clockwait(semaphore, clock, &meant);
}
