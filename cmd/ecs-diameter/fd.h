/*
 * fd.h - freeDiameter's headers, which do not compile under our warnings.
 */
#ifndef ECS_DIAMETER_FD_H
#define ECS_DIAMETER_FD_H

#pragma GCC system_header
#include <freeDiameter/freeDiameter-host.h>
#include <freeDiameter/libfdcore.h>
#include <freeDiameter/libfdproto.h>

#endif
