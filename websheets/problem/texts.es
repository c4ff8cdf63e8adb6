# La página de lo que falla antes de que un dispositivo tenga una sesión.
title-login No se ha iniciado sesión
text-login El inicio de sesión se canceló o no se completó. No se ha cambiado nada.
next-login Cierre esta página y empiece de nuevo en los ajustes de su dispositivo. Si vuelve a fallar, póngase en contacto con nosotros.
title-other No ha funcionado
text-other No se ha cambiado nada.
next-other Cierre esta página e inténtelo de nuevo en unos minutos.
