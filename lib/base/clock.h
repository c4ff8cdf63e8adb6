/*
 * clock.h - the wall clock.  Layer base.
 *
 * A seam: t/seam.c replaces it when a test binary is linked.  A request reads
 * it once, in io/req.c; everything else uses that reading.
 */
#ifndef ECS_BASE_CLOCK_H
#define ECS_BASE_CLOCK_H

#include <stdint.h>

uint64_t	 clock_ms(void);	/* since 1970-01-01 UTC */
uint64_t	 clock_mono_us(void);	/* for durations; not a date */
uint64_t	 clock_ticks_ms(void);	/* for time-outs: goes on when a test fixes the others */
void		 clock_sleep_ms(unsigned);

#endif
